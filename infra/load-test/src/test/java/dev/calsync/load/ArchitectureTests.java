package dev.calsync.load;

import dev.calsync.testsupport.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
  @Test
  void namesSayWhatThingsAre() {
    HouseRules.namesSayWhatThingsAre().check(HouseRules.classesOf("dev.calsync.load"));
  }
}
