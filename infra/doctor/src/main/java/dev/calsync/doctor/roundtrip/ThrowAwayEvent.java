package dev.calsync.doctor.roundtrip;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import dev.calsync.doctor.service.AccessTokens.AccessToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An event nobody is invited to, reminded of or kept busy by, made and deleted by Google's client.
 */
final class ThrowAwayEvent implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 15_000;
  private static final int GONE = 410;

  private final Apache5HttpTransport transport = new Apache5HttpTransport();
  private final Calendar google;
  private final String calendar;

  /** Chosen here, so that it can be deleted even if the answer to its making is lost. */
  private final String id = "d0c" + UUID.randomUUID().toString().replace("-", "");

  ThrowAwayEvent(String apiUrl, String googleCalendarId, AccessToken token) {
    calendar = googleCalendarId;
    google =
        new Calendar.Builder(
                transport,
                GsonFactory.getDefaultInstance(),
                request -> {
                  request.setConnectTimeout(TIMEOUT_MILLIS);
                  request.setReadTimeout(TIMEOUT_MILLIS);
                  request.setLoggingEnabled(false); // It would write the token down.
                  request.getHeaders().setAuthorization("Bearer " + token.value());
                })
            .setRootUrl(apiUrl.replaceFirst("/*$", "/"))
            .setApplicationName("calsync-doctor")
            .build();
  }

  String id() {
    return id;
  }

  void make(String summary, Instant start) throws IOException {
    var event =
        new Event()
            .setId(id)
            .setSummary(summary)
            .setVisibility("private")
            .setTransparency("transparent")
            .setReminders(new Event.Reminders().setUseDefault(false).setOverrides(List.of()))
            .setStart(at(start))
            .setEnd(at(start.plus(Duration.ofMinutes(15))));
    var _ = google.events().insert(calendar, event).setSendUpdates("none").execute();
  }

  /** Whether it is gone, whoever deleted it. */
  boolean delete() {
    try {
      google.events().delete(calendar, id).setSendUpdates("none").execute();
      return true;
    } catch (GoogleJsonResponseException e) {
      return e.getStatusCode() == GONE || e.getStatusCode() == 404;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    transport.shutdown();
  }

  private static EventDateTime at(Instant time) {
    return new EventDateTime().setDateTime(new DateTime(time.toEpochMilli())).setTimeZone("UTC");
  }
}
