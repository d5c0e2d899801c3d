package dev.calsync.simulator;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Google's own Java client, unchanged, and short words for what tests do with it. */
final class GoogleClient {
  private GoogleClient() {}

  static Calendar of(GoogleSimulator google, String accessToken) {
    return new Calendar.Builder(
            new NetHttpTransport(),
            GsonFactory.getDefaultInstance(),
            request -> request.getHeaders().setAuthorization("Bearer " + accessToken))
        .setRootUrl(google.url() + "/")
        .setApplicationName("calsync-test")
        .build();
  }

  static Event lunch() {
    return new Event()
        .setSummary("Lunch")
        .setStart(new EventDateTime().setDateTime(new DateTime("2026-03-02T12:00:00+01:00")))
        .setEnd(new EventDateTime().setDateTime(new DateTime("2026-03-02T13:00:00+01:00")));
  }

  static GoogleJsonResponseException refusal(ThrowingSupplier<?> call) {
    try {
      call.get();
    } catch (GoogleJsonResponseException refusal) {
      return refusal;
    } catch (Throwable e) {
      throw new AssertionError("no answer of Google's", e);
    }
    throw new AssertionError("not refused");
  }
}
