package dev.calsync.sync.google;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClientRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleFault.Call;
import dev.calsync.sync.quota.Work;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  /** Google's own limit of a page; a server that sends more is not asked for its reasons. */
  private static final int MOST_ITEMS = 2_500;

  private final HttpTransport transport;
  private final GoogleProperties google;
  private final SyncProperties settings;
  private final EventLimits limits;
  private final JsonMapper json;
  private final CallBudget budget;

  GoogleCalendar(
      HttpTransport transport,
      GoogleProperties google,
      SyncProperties settings,
      EventLimits limits,
      JsonMapper json,
      CallBudget budget) {
    this.transport = transport;
    this.google = google;
    this.settings = settings;
    this.limits = limits;
    this.json = json;
    this.budget = budget;
  }

  /**
   * One page of the changes since {@code since}, or of everything if that is null. One that is too
   * large is asked for in smaller pieces.
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
    int size = settings.pageSize();
    while (true) {
      GoogleFault refusal =
          budget.refusal(token.account(), call, since == null ? Work.BACKFILL : work);
      if (refusal != null) {
        return new ListAnswer.Failed(refusal);
      }
      try {
        var request = client(token).events().list(calendar).setMaxResults(size);
        request.setSyncToken(since == null ? null : since.value()).setPageToken(page);
        ListAnswer answer = page(request);
        budget.answered(call);
        return answer;
      } catch (IOException e) {
        GoogleFault fault = budget.refused(token.account(), call, fault(e, call));
        if (!(e instanceof BoundedInput.TooLongException) || size == 1) {
          return new ListAnswer.Failed(fault);
        }
        size = Math.max(1, size / 10);
      }
    }
  }

  private ListAnswer page(Calendar.Events.List request) throws IOException {
    List<EventResource> events = new ArrayList<>();
    Map<String, Poison> poisoned = new LinkedHashMap<>();
    PageReader.Tokens next =
        WireAnswer.read(
            request,
            settings.pageBytes().toBytes(),
            google.readTimeout(),
            in ->
                PageReader.read(
                    in,
                    limits.bytes(),
                    MOST_ITEMS,
                    item -> {
                      switch (Admission.of(item)) {
                        case Admission.Admitted(var event) -> {
                          events.add(event);
                          poisoned.remove(event.id().value());
                        }
                        case Admission.Poisoned(var poison) -> poisoned.put(poison.key(), poison);
                      }
                    }));
    String sync = next.nextSyncToken();
    if (next.nextPageToken() == null && sync == null) {
      throw new IOException("a last page without a sync token");
    }
    return new ListAnswer.Page(
        events,
        next.nextPageToken(),
        sync == null ? null : new SyncToken(sync),
        List.copyOf(poisoned.values()));
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
      var removed = read(request, _ -> new EventAnswer.Removed());
      budget.answered(Call.WRITE_IF_MATCH);
      return removed;
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
      RawItem answer = read(request.make(), this::item);
      budget.answered(call);
      return switch (Admission.of(answer)) {
        case Admission.Admitted(var event) -> new EventAnswer.Found(event);
        case Admission.Poisoned(var poison) ->
            new EventAnswer.Failed(
                new GoogleFault.Refused(
                    "an event that cannot be kept: %s, %s"
                        .formatted(poison.reason(), poison.detail())));
      };
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return new EventAnswer.Failed(budget.refused(token.account(), call, fault(e, call)));
    }
  }

  private RawItem item(InputStream in) throws IOException {
    return RawItem.alone(in.readNBytes(limits.bytes() + 1), limits.bytes());
  }

  private <T> T read(AbstractGoogleJsonClientRequest<?> request, WireAnswer.Body<T> body)
      throws IOException {
    return WireAnswer.read(request, settings.pageBytes().toBytes(), google.readTimeout(), body);
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
              request.setThrowExceptionOnExecuteError(false); // It would read errors unbounded.
              request.getHeaders().setAuthorization("Bearer " + token.value());
            })
        .setRootUrl(google.apiUrl().toString())
        .setApplicationName("Calsync (gzip)")
        .build();
  }

  private static GoogleFault fault(Exception failure, Call call) {
    return switch (failure) {
      case WireAnswer.RefusedException e -> GoogleFault.of(e.answer(), call);
      case IllegalArgumentException e ->
          new GoogleFault.Refused("not an event as Google knows them: " + e.getMessage());
      default ->
          new GoogleFault.Transient(
              failure.getClass().getSimpleName() + ": " + failure.getMessage(), null);
    };
  }

  private interface Request {
    AbstractGoogleJsonClientRequest<?> make() throws IOException;
  }
}
