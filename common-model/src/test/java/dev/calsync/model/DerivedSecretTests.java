package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DerivedSecretTests {
  @Test
  void twoServicesDeriveTheSameFromTheSameClientSecret() {
    assertThat(DerivedSecret.internal("client"))
        .isEqualTo(DerivedSecret.internal("client"))
        .hasSize(64);
    assertThat(DerivedSecret.internal("client")).isNotEqualTo(DerivedSecret.internal("other"));
  }

  @Test
  void secretsForTwoPurposesDiffer() {
    assertThat(DerivedSecret.of("client", "one"))
        .hasSize(32)
        .isNotEqualTo(DerivedSecret.of("client", "two"));
  }
}
