package dev.calsync.sync.google;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClientRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.model.Event;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleFault.Call;
import dev.calsync.sync.quota.Work;
import java.io.IOException;
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
  /** What Google counts for a PATCH. */
  private static final int PATCH_UNITS = 3;

  /**
   * Said with each event that is sent as a whole: else Google ignores what it says of its
   * conference, also that there is none. The same goes for attachments.
   */
  private static final int CONFERENCES = 1;

  private final JsonMapper json;
  private final CallBudget budget;
  private final Wire wire;
  private final EventPages pages;

  GoogleCalendar(
      HttpTransport transport,
      GoogleProperties google,
      SyncProperties settings,
      EventLimits limits,
      JsonMapper json,
      CallBudget budget) {
    this.json = json;
    this.budget = budget;
    this.wire = new Wire(transport, google, settings, limits);
    this.pages = new EventPages(wire, budget);
  }

  /**
   * One page of the changes since {@code since}, or of everything if that is null. One that is too
   * large is asked for in smaller pieces; one event that is too large even alone is poison.
   *
   * @param work how urgent it is to know the changes; everything is never urgent
   * @param place has room for it until it is cleared
   * @param beforeEach run before each call; throws where no more may begin
   */
  public ListAnswer list(
      AccessToken token,
      Work work,
      String calendar,
      @Nullable SyncToken since,
      @Nullable String page,
      PageRoom.Place place,
      Runnable beforeEach) {
    Work urgency = since == null ? Work.BACKFILL : work;
    return pages.page(
        new EventPages.Asked(token, urgency, calendar, since, page, place, beforeEach));
  }

  /** One event as it stands; that it is not there is believed when it is said twice. */
  public EventAnswer get(AccessToken token, String calendar, EventId event) {
    EventAnswer answer = look(token, calendar, event);
    return answer instanceof EventAnswer.Failed(GoogleFault.NotFound _)
        ? look(token, calendar, event)
        : answer;
  }

  private EventAnswer look(AccessToken token, String calendar, EventId event) {
    return ask(token, Call.READ, () -> wire.client(token).events().get(calendar, event.value()));
  }

  /** Inserts an event that brings its own id, so that asking twice inserts once. */
  public EventAnswer insert(
      AccessToken token, String calendar, EventResource event, String sendUpdates) {
    return ask(
        token,
        Call.WRITE,
        () ->
            wire.client(token)
                .events()
                .insert(calendar, body(event))
                .setConferenceDataVersion(CONFERENCES)
                .setSupportsAttachments(true)
                .setSendUpdates(sendUpdates));
  }

  /** Replaces an event, if it still has the version {@code ifMatch}. */
  public EventAnswer update(
      AccessToken token, String calendar, EventResource event, String ifMatch, String sendUpdates) {
    return ask(
        token,
        Call.WRITE_IF_MATCH,
        () ->
            onlyIf(
                ifMatch,
                wire.client(token)
                    .events()
                    .update(calendar, event.id().value(), body(event))
                    .setConferenceDataVersion(CONFERENCES)
                    .setSupportsAttachments(true)
                    .setSendUpdates(sendUpdates)));
  }

  /**
   * Changes these fields of an event, if it still has the version {@code ifMatch}. It costs three
   * times what {@link #update} does: for those who may not write the others.
   */
  public EventAnswer patch(
      AccessToken token,
      String calendar,
      EventId event,
      EventResource fields,
      String ifMatch,
      String sendUpdates) {
    for (int unit = 1; unit < PATCH_UNITS; unit++) {
      GoogleFault refusal = budget.refusal(token.account(), Call.WRITE_IF_MATCH, Work.LIVE);
      if (refusal != null) {
        return new EventAnswer.Failed(refusal);
      }
    }
    return ask(
        token,
        Call.WRITE_IF_MATCH,
        () ->
            onlyIf(
                ifMatch,
                wire.client(token)
                    .events()
                    .patch(calendar, event.value(), body(fields))
                    .setSendUpdates(sendUpdates)));
  }

  /** Takes an event to another calendar. Google knows no condition for it. */
  public EventAnswer move(
      AccessToken token, String calendar, EventId event, String destination, String sendUpdates) {
    return ask(
        token,
        Call.WRITE,
        () ->
            wire.client(token)
                .events()
                .move(calendar, event.value(), destination)
                .setSendUpdates(sendUpdates));
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
          wire.client(token).events().delete(calendar, event.value()).setSendUpdates(sendUpdates);
      request.getRequestHeaders().setIfMatch(ifMatch);
      var removed = wire.read(request, _ -> new EventAnswer.Removed());
      budget.answered(Call.WRITE_IF_MATCH);
      return removed;
    } catch (IOException e) {
      GoogleFault fault = Wire.fault(e, Call.WRITE_IF_MATCH);
      return new EventAnswer.Failed(budget.refused(token.account(), Call.WRITE_IF_MATCH, fault));
    }
  }

  private EventAnswer ask(AccessToken token, Call call, Request request) {
    GoogleFault refusal = budget.refusal(token.account(), call, Work.LIVE);
    if (refusal != null) {
      return new EventAnswer.Failed(refusal);
    }
    try {
      RawItem answer = wire.read(request.make(), wire::item);
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
      return new EventAnswer.Failed(budget.refused(token.account(), call, Wire.fault(e, call)));
    }
  }

  private static AbstractGoogleJsonClientRequest<?> onlyIf(
      String version, AbstractGoogleJsonClientRequest<?> request) {
    request.getRequestHeaders().setIfMatch(version);
    return request;
  }

  private Event body(EventResource event) throws IOException {
    return GsonFactory.getDefaultInstance().fromString(json.writeValueAsString(event), Event.class);
  }

  private interface Request {
    AbstractGoogleJsonClientRequest<?> make() throws IOException;
  }
}
