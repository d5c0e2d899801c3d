package dev.calsync.doctor;

import java.util.function.Consumer;

/**
 * A set-up with one thing wrong, and what the doctor is to say of it.
 *
 * @param code of the finding
 * @param fix a part of the line that fixes it
 */
record BrokenSetUp(
    String what, Consumer<SetUp> breaking, String check, String status, String code, String fix) {
  static BrokenSetUp fails(
      String what, Consumer<SetUp> breaking, String check, String code, String fix) {
    return new BrokenSetUp(what, breaking, check, "FAIL", code, fix);
  }

  static BrokenSetUp warns(
      String what, Consumer<SetUp> breaking, String check, String code, String fix) {
    return new BrokenSetUp(what, breaking, check, "WARN", code, fix);
  }

  @Override
  public String toString() {
    return what;
  }
}
