package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.SettingNames.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingNamesTests {
  @Test
  void settingsAreKnownByAnyOfTheirNames() {
    assertThat(
            SettingNames.unknown(
                List.of(
                    "calsync.sync.poll-watched",
                    "calsync.sync.pollWatched",
                    "CALSYNC_SYNC_POLL_WATCHED",
                    "CALSYNC_SYNC_POLLWATCHED",
                    "calsync.ingress.trusted-proxies[0]",
                    "CALSYNC_INGRESS_TRUSTED_PROXIES_12",
                    "CALSYNC_LOCAL_PORTS_FRONT_DOOR")))
        .isEmpty();
  }

  @Test
  void whatIsMisspeltIsToldWithTheSettingThatWasMeant() {
    assertThat(SettingNames.unknown(List.of("CALSYNC_SYNC_LEESE", "calsync.google.client.di")))
        .containsExactly(
            new Unknown("CALSYNC_SYNC_LEESE", Optional.of("calsync.sync.lease")),
            new Unknown("calsync.google.client.di", Optional.of("calsync.google.client-id")));
  }

  @Test
  void whatIsLikeNoneOfOursIsToldAlone() {
    assertThat(SettingNames.unknown(List.of("CALSYNC_WEBHOOK")))
        .containsExactly(new Unknown("CALSYNC_WEBHOOK", Optional.empty()));
  }

  @Test
  void whatIsNotOursIsNobodysBusiness() {
    assertThat(SettingNames.unknown(List.of("CALSYNCED", "PATH", "spring.datasource.url", "")))
        .isEmpty();
  }

  @Test
  void whatKubernetesSetsForAServiceIsNoSetting() {
    assertThat(
            SettingNames.unknown(
                List.of(
                    "CALSYNC_NOTIFIER_SERVICE_HOST",
                    "CALSYNC_NOTIFIER_SERVICE_PORT",
                    "CALSYNC_NOTIFIER_SERVICE_PORT_HTTP",
                    "CALSYNC_NOTIFIER_PORT",
                    "CALSYNC_PORT_8084_TCP",
                    "CALSYNC_NOTIFIER_PORT_8084_TCP_ADDR")))
        .isEmpty();
  }

  @Test
  void allThatIsMisspeltIsRefusedAtOnceAndNothingElse() {
    assertThatThrownBy(() ->
            SettingNames.refuseMisspelt(
                Stream.of("CALSYNC_EDIT", "CALSYNC_TEAM", "calsync.sync.leese")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'CALSYNC_EDIT' is no setting (calsync.edits is),"
                + " 'calsync.sync.leese' is no setting (calsync.sync.lease is)");
  }
}
