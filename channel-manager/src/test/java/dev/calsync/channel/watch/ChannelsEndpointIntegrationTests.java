package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What an operator is shown of channels and grants. */
class ChannelsEndpointIntegrationTests extends WatchedCalendarsInstallation {
  @Autowired ChannelsEndpoint endpoint;

  @Test
  void itCountsChannelsByStateAndThoseThatFellSilentAndNamesNobody() {
    signInWatched();
    await().until(() -> listChannels("ACTIVE").size() == 1);
    Row silent = channels("ACTIVE").getFirst();
    push(silent);
    await().until(() -> channelsWhere("confirmed_at is not null").size() == 1);
    jdbc.sql("update channel.calendar set watch_due_at = now() + interval '1 hour'").update();
    jdbc.sql("update channel.watch_channel set suspect_at = now() where channel_id = ?")
        .param(silent.channel())
        .update();

    ChannelsEndpoint.View view = endpoint.channels();

    assertThat(view.channels())
        .containsEntry("active", 3L)
        .containsEntry("unconfirmed", 2L)
        .containsEntry("suspect", 1L)
        .containsEntry("stray", 0L);
    assertThat(view.soonestExpiry()).isAfter(Instant.now());
    assertThat(view.lastWeek())
        .isEqualTo(new ChannelsEndpoint.LastWeek(3, 0, 1, view.lastWeek().missRatio()));
    assertThat(view.lastWeek().missRatio()).isBetween(0.33, 0.34);
    assertThat(view.uncoveredCalendars()).isZero();
    assertThat(view.accounts()).containsOnlyKeys("CONNECTED").containsEntry("CONNECTED", 1L);
    String text = JsonMapper.shared().writeValueAsString(view);
    assertThat(text).doesNotContain(accountOf(ada), silent.calendar().toString(), GOOGLE.sub);
  }

  @Test
  void itCountsRefreshesThatGoogleRefused() {
    signInWatched();
    long before = endpoint.channels().refreshesOfThisProcess().getOrDefault("refused", 0L);
    GOOGLE.tokenError = "400 invalid_grant";
    jdbc.sql("update channel.credential set access_expires_at = now()").update();
    assertThat(accessToken(accountOf(ada), "{}").statusCode()).isEqualTo(409);

    ChannelsEndpoint.View view = endpoint.channels();

    assertThat(view.refreshesOfThisProcess()).containsEntry("refused", before + 1);
    assertThat(view.accounts()).containsEntry("NEEDS_REAUTHORIZATION", 1L);
  }
}
