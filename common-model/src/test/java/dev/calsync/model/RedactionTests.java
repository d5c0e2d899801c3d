package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization: Bearer ya29.a0AfH6SMB-x_y | Authorization: [removed]",
        "{\"authorization\":\"Bearer abc\",\"a\":1} | {\"authorization\":\"[removed]\",\"a\":1}",
        "sent Bearer abcdefgh1234 to Google | sent Bearer [removed] to Google",
        "GET /cb?state=7&code=4/0AbCdEf&scope=x | GET /cb?state=7&code=[removed]&scope=x",
        "refresh_token=1//0gAbC-d&grant_type=r | refresh_token=[removed]&grant_type=r",
        "{\"access_token\": \"secret\", \"expires_in\": 3599} |"
            + " {\"access_token\": \"[removed]\", \"expires_in\": 3599}",
        "token 1//0gAbC-d_e is over | token [removed] is over",
        "token ya29.a0AfH6.SMB is over | token [removed] is over",
        "secret GOCSPX-abc_d-e of the client | secret [removed] of the client",
        "id eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end | id [removed] end",
        "X-Goog-Channel-Token: anything | X-Goog-Channel-Token: [removed]",
        "Cookie: a=b; CALSYNC_SESSION=c | Cookie: [removed]",
        "path=/; __Host-CALSYNC_SESSION=c2Vzc2lvbg; Secure |"
            + " path=/; __Host-CALSYNC_SESSION=[removed]; Secure",
        "jdbc:postgresql://db/calsync?user=a&password=hunter2 |"
            + " jdbc:postgresql://db/calsync?user=a&password=[removed]",
        "a $1 \\ Bearer abcdefgh$1 | a $1 \\ Bearer [removed]$1",
      })
  void whatOpensADoorIsTakenOut(String text, String redacted) {
    assertThat(Redaction.of(text)).isEqualTo(redacted);
  }

  @Test
  void channelsTokenIsTakenOut() {
    var tokens = new ChannelToken(List.of(ChannelToken.Key.of("k1", new byte[32])));
    var calendar = CalendarId.of("7c0b2a5e-1111-4222-8333-444455556666");
    var channel = ChannelId.of("8c0b2a5e-1111-4222-8333-444455556666");
    String token = tokens.sign(channel, calendar, Instant.EPOCH.plus(Duration.ofDays(20_000)));
    assertThat(Redaction.of("token " + token + "!")).isEqualTo("token [removed]!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "calendar 7c0b2a5e-1111-4222-8333-444455556666 waits PT2S: 503",
        "error code: 7, decoded=1, exit code=137, {\"code\":\"rateLimitExceeded\"}",
        "basic authentication is off",
        "read https://www.googleapis.com/calendar/v3/calendars/ada%40example.com/events",
        "11//2 and v1.2.3",
      })
  void everyOtherTextStaysAsItIs(String text) {
    assertThat(Redaction.of(text)).isSameAs(text);
  }
}
