package dev.calsync.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can be written to. */
class UserTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.com",
        "ada+work@example.com",
        "\"ada, or <b>not</b>\"@example.com",
        "\"a \\\"quote\\\"\"@example.com"
      })
  void anAddressIsOne(String address) {
    assertThat(User.isAddress(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "@example.com",
        "ada@",
        "ada@example.com, grace@example.com",
        "ada @example.com",
        "ada@grace@example.com",
        "\"ada\"lovelace\"@example.com"
      })
  void whatIsNoneOrSeveralIsNone(String text) {
    assertThat(User.isAddress(text)).isFalse();
  }
}
