package dev.calsync.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTests {
  private final TrustedProxies proxies =
      new TrustedProxies(List.of("127.0.0.0/8", "::1", "10.0.0.0/12"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "198.51.100.1 | 203.0.113.7                       | 198.51.100.1",
        "127.0.0.1    | ''                                | 127.0.0.1",
        "127.0.0.1    | 203.0.113.7                       | 203.0.113.7",
        "127.0.0.1    | 1.1.1.1, 203.0.113.7              | 203.0.113.7",
        "127.0.0.1    | 203.0.113.7, 10.15.255.255        | 203.0.113.7",
        "127.0.0.1    | 203.0.113.7, 10.16.0.0            | 10.16.0.0",
        "127.0.0.1    | 203.0.113.7, unknown              | 127.0.0.1",
        "127.0.0.1    | 203.0.113.7, unknown, 10.0.0.1    | 10.0.0.1",
        "::1          | 203.0.113.7                       | 203.0.113.7",
        "@            | 203.0.113.7                       | @"
      })
  void sourceIsTheLastAddressThatATrustedProxyVouchesFor(
      String peer, String forwardedFor, String source) {
    assertThat(proxies.source(peer, List.of(forwardedFor))).isEqualTo(source);
  }

  @Test
  void severalHeadersAreReadAsOne() {
    assertThat(proxies.source("127.0.0.1", List.of("203.0.113.7", "10.0.0.1")))
        .isEqualTo("203.0.113.7");
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneSource() {
    assertThat(proxies.source("2001:db8::1", List.of()))
        .isEqualTo(proxies.source("2001:db8:0:0:ffff::2", List.of()))
        .isNotEqualTo(proxies.source("2001:db8:0:1::1", List.of()));
  }
}
