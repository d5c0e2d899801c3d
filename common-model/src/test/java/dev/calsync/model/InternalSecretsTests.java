package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InternalSecretsTests {
  @Test
  void theFirstIsTheOneToShow() {
    assertThat(InternalSecrets.of(" new, old ")).containsExactly("new", "old");
    assertThat(InternalSecrets.of("only")).containsExactly("only");
  }

  @Test
  void aLineLeftEmptyMeansThatThereIsNone() {
    assertThat(InternalSecrets.of(null)).isEmpty();
    assertThat(InternalSecrets.of(" , ")).isEmpty();
  }
}
