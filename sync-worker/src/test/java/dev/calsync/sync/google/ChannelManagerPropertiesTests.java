package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.DerivedSecret;
import dev.calsync.sync.google.ChannelManagerProperties.Internal;
import dev.calsync.sync.google.ChannelManagerProperties.OauthClient;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static ChannelManagerProperties properties(String set) {
    return new ChannelManagerProperties(
        URI.create("http://localhost:8083"), new Internal(set), new OauthClient("client-secret"));
  }
}
