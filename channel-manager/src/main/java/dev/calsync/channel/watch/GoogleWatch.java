package dev.calsync.channel.watch;

import com.google.api.services.calendar.model.Channel;
import dev.calsync.channel.google.GoogleCalendar;
import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleFault.Kind;
import dev.calsync.channel.google.Resource;
import dev.calsync.channel.google.Watched;
import dev.calsync.channel.grant.GrantedCalls;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelId;
import dev.calsync.model.ChannelToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Opens and ends channels at Google. */
@Component
final class GoogleWatch {
  /** A push that was sent in time may still be on its way when the channel has ended. */
  private static final Duration TOKEN_OUTLIVES_CHANNEL = Duration.ofDays(1);

  private final GrantedCalls google;
  private final GoogleCalendar calendars;
  private final ChannelToken token;
  private final WatchSettings settings;
  private final Pace pace;
  private final AccountPauses pauses;

  GoogleWatch(
      GrantedCalls google,
      GoogleCalendar calendars,
      ChannelToken token,
      WatchSettings settings,
      Pace pace,
      AccountPauses pauses) {
    this.google = google;
    this.calendars = calendars;
    this.token = token;
    this.settings = settings;
    this.pace = pace;
    this.pauses = pauses;
  }

  Watched open(
      ChannelId channel, AccountId account, CalendarId calendar, Resource resource, Instant now)
      throws GoogleFault {
    Duration ttl = settings.watch().ttl();
    var wanted =
        new Channel()
            .setId(channel.toString())
            .setType("web_hook")
            .setAddress(String.valueOf(settings.webhookUrl()))
            .setToken(token.sign(channel, calendar, now.plus(ttl).plus(TOKEN_OUTLIVES_CHANNEL)))
            .setParams(Map.of("ttl", Long.toString(ttl.toSeconds())));
    return call(account, access -> calendars.watch(access, resource, wanted));
  }

  void stop(AccountId account, ChannelId channel, String resourceId) throws GoogleFault {
    call(
        account,
        access -> {
          calendars.stop(access, channel.toString(), resourceId);
          return true;
        });
  }

  private <T> T call(AccountId account, GrantedCalls.Call<T> call) throws GoogleFault {
    pace.spend();
    try {
      return google.call(account, call);
    } catch (GoogleFault e) {
      if (e.kind() == Kind.RATE_LIMITED) {
        pauses.begin(account, e.retryAfter());
      }
      throw e;
    }
  }
}
