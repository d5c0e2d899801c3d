package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.calsync.model.DerivedSecret;
import dev.calsync.sync.google.ChannelManagerProperties.Internal;
import dev.calsync.sync.google.ChannelManagerProperties.OauthClient;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelManagerPropertiesTests {
  @ParameterizedTest
  @CsvSource({"only, only", "'new, old', new", "' new ,', new"})
  void ofSeveralSecretsTheFirstIsShown(String set, String shown) {
    assertThat(properties(set).secret()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "','"})
  void whereNoneIsSetItIsDerived(String set) {
    assertThat(properties(set).secret()).isEqualTo(DerivedSecret.internal("client-secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8083", "ftp://localhost", "http:///token", "channel-manager"})
  void anAddressThatCannotBeCalledIsRefused(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> properties(URI.create(address), "secret"))
        .withMessageStartingWith("calsync.channel-manager-url: '" + address + "'");
  }

  private static ChannelManagerProperties properties(String set) {
    return properties(URI.create("http://localhost:8083"), set);
  }

  private static ChannelManagerProperties properties(URI address, String set) {
    return new ChannelManagerProperties(
        address, new Internal(set), new OauthClient("client-secret"));
  }
}
