package dev.calsync.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTests {
  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  @Test
  void validOneIsKept() {
    assertThat(Traceparent.of(List.of(VALID)).value()).isEqualTo(VALID);
  }

  @Test
  void laterVersionIsReadAsFarAsWeKnowIt() {
    assertThat(Traceparent.of(List.of("cc" + VALID.substring(2) + "-more")).value())
        .isEqualTo(VALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-more",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-00",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
      })
  void invalidOneIsReplaced(String invalid) {
    assertThat(Traceparent.of(List.of(invalid)).value())
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
        .isNotEqualTo(Traceparent.of(List.of(invalid)).value());
  }

  @Test
  void noneAndTwoAreReplaced() {
    assertThat(Traceparent.of(List.of()).value()).endsWith("-01");
    assertThat(Traceparent.of(List.of(VALID, VALID)).value()).isNotEqualTo(VALID);
  }
}
