package dev.calsync.sync.google;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClientRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleFault.Answer;
import dev.calsync.sync.google.GoogleFault.Call;
import dev.calsync.sync.quota.Work;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Google Calendar through Google's own client. Answers are read from the wire by us, not by the
 * client's model, so that an event stays what Google sent, and no answer can fill the heap.
 */
@Component
public class GoogleCalendar {
  private final HttpTransport transport;
  private final GoogleProperties google;
  private final SyncProperties settings;
  private final JsonMapper json;
  private final CallBudget budget;

  GoogleCalendar(
      HttpTransport transport,
      GoogleProperties google,
      SyncProperties settings,
      JsonMapper json,
      CallBudget budget) {
    this.transport = transport;
    this.google = google;
    this.settings = settings;
    this.json = json;
    this.budget = budget;
  }

  /**
   * One page of the changes since {@code since}, or of everything if that is null.
   *
   * @param work how urgent it is to know the changes; everything is never urgent
   */
  public ListAnswer list(
      AccessToken token,
      Work work,
      String calendar,
      @Nullable SyncToken since,
      @Nullable String page) {
    Call call = since == null ? Call.LIST_ALL : Call.LIST_SINCE_TOKEN;
    GoogleFault refusal =
        budget.refusal(token.account(), call, since == null ? Work.BACKFILL : work);
    if (refusal != null) {
      return new ListAnswer.Failed(refusal);
    }
    try {
      var request = client(token).events().list(calendar).setMaxResults(settings.pageSize());
      request.setSyncToken(since == null ? null : since.value()).setPageToken(page);
      PageJson answer = read(request, PageJson.class);
      budget.answered(call);
      List<EventResource> events = Objects.requireNonNullElse(answer.items(), List.of());
      if (answer.nextPageToken() == null && answer.nextSyncToken() == null) {
        return new ListAnswer.Failed(
            new GoogleFault.Transient("a last page without a sync token", null));
      }
      String next = answer.nextSyncToken();
      return new ListAnswer.Page(
          events, answer.nextPageToken(), next == null ? null : new SyncToken(next));
    } catch (IOException | JacksonException e) {
      return new ListAnswer.Failed(budget.refused(token.account(), call, fault(e, call)));
    }
  }

  /** One event as it stands. */
  public EventAnswer get(AccessToken token, String calendar, EventId event) {
    return ask(token, Call.READ, () -> client(token).events().get(calendar, event.value()));
  }

  /** Inserts an event that brings its own id, so that asking twice inserts once. */
  public EventAnswer insert(
      AccessToken token, String calendar, EventResource event, String sendUpdates) {
    return ask(
        token,
        Call.WRITE,
        () -> client(token).events().insert(calendar, body(event)).setSendUpdates(sendUpdates));
  }

  /** Replaces an event, if it still has the version {@code ifMatch}. */
  public EventAnswer update(
      AccessToken token, String calendar, EventResource event, String ifMatch, String sendUpdates) {
    return ask(
        token,
        Call.WRITE_IF_MATCH,
        () -> {
          var request =
              client(token)
                  .events()
                  .update(calendar, event.id().value(), body(event))
                  .setSendUpdates(sendUpdates);
          request.getRequestHeaders().setIfMatch(ifMatch);
          return request;
        });
  }

  /** Deletes an event, if it still has the version {@code ifMatch}. */
  public EventAnswer delete(
      AccessToken token, String calendar, EventId event, String ifMatch, String sendUpdates) {
    GoogleFault refusal = budget.refusal(token.account(), Call.WRITE_IF_MATCH, Work.LIVE);
    if (refusal != null) {
      return new EventAnswer.Failed(refusal);
    }
    try {
      var request =
          client(token).events().delete(calendar, event.value()).setSendUpdates(sendUpdates);
      request.getRequestHeaders().setIfMatch(ifMatch);
      request.executeUnparsed().disconnect();
      budget.answered(Call.WRITE_IF_MATCH);
      return new EventAnswer.Removed();
    } catch (IOException e) {
      GoogleFault fault = fault(e, Call.WRITE_IF_MATCH);
      return new EventAnswer.Failed(budget.refused(token.account(), Call.WRITE_IF_MATCH, fault));
    }
  }

  private EventAnswer ask(AccessToken token, Call call, Request request) {
    GoogleFault refusal = budget.refusal(token.account(), call, Work.LIVE);
    if (refusal != null) {
      return new EventAnswer.Failed(refusal);
    }
    try {
      var found = new EventAnswer.Found(read(request.make(), EventResource.class));
      budget.answered(call);
      return found;
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return new EventAnswer.Failed(budget.refused(token.account(), call, fault(e, call)));
    }
  }

  private <T> T read(AbstractGoogleJsonClientRequest<?> request, Class<T> type) throws IOException {
    HttpResponse response = request.executeUnparsed();
    try (InputStream body =
        new BoundedInput(
            response.getContent(), settings.pageBytes().toBytes(), google.readTimeout())) {
      return json.readValue(body, type);
    } finally {
      response.disconnect();
    }
  }

  private Event body(EventResource event) throws IOException {
    return GsonFactory.getDefaultInstance().fromString(json.writeValueAsString(event), Event.class);
  }

  private Calendar client(AccessToken token) {
    return new Calendar.Builder(
            transport,
            GsonFactory.getDefaultInstance(),
            request -> {
              request.setConnectTimeout((int) google.connectTimeout().toMillis());
              request.setReadTimeout((int) google.readTimeout().toMillis());
              request.setNumberOfRetries(0); // The row retries, with a delay that survives us.
              request.setLoggingEnabled(false); // It would write the token down.
              request.getHeaders().setAuthorization("Bearer " + token.value());
            })
        .setRootUrl(google.apiUrl().toString())
        .setApplicationName("Calsync (gzip)")
        .build();
  }

  private static GoogleFault fault(Exception failure, Call call) {
    return switch (failure) {
      case GoogleJsonResponseException e -> GoogleFault.of(answer(e), call);
      case HttpResponseException e ->
          GoogleFault.of(new Answer(e.getStatusCode(), null, null, retryAfter(e)), call);
      case IllegalArgumentException e ->
          new GoogleFault.Refused("not an event as Google knows them: " + e.getMessage());
      default ->
          new GoogleFault.Transient(
              failure.getClass().getSimpleName() + ": " + failure.getMessage(), null);
    };
  }

  private static Answer answer(GoogleJsonResponseException e) {
    GoogleJsonError details = e.getDetails();
    String reason =
        details == null || details.getErrors() == null || details.getErrors().isEmpty()
            ? null
            : details.getErrors().getFirst().getReason();
    String message = details == null ? null : details.getMessage();
    return new Answer(e.getStatusCode(), reason, message, retryAfter(e));
  }

  private static @Nullable Duration retryAfter(HttpResponseException e) {
    return RetryAfter.parse(e.getHeaders().getRetryAfter());
  }

  private interface Request {
    AbstractGoogleJsonClientRequest<?> make() throws IOException;
  }

  private record PageJson(
      @Nullable List<EventResource> items,
      @Nullable String nextPageToken,
      @Nullable String nextSyncToken) {}
}
