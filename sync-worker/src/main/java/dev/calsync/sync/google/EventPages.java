package dev.calsync.sync.google;

import com.google.api.services.calendar.Calendar;
import dev.calsync.model.AccountId;
import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.BoundedInput.TooLongException;
import dev.calsync.sync.google.GoogleFault.Call;
import dev.calsync.sync.google.PageRoom.NoRoomException;
import dev.calsync.sync.quota.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages of {@code events.list}, as large as can be read. */
final class EventPages {
  /** Google's own limit of a page; a server that sends more is not asked for its reasons. */
  private static final int MOST_ITEMS = 2_500;

  /** One of those that are being read will have been kept. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** What tells an event from others, and where the reading goes on. */
  private static final String NAMES =
      "nextPageToken,nextSyncToken,items(%s)".formatted(String.join(",", Admission.NAMES));

  private final Wire wire;
  private final CallBudget budget;
  private final PageSizes sizes;

  EventPages(Wire wire, CallBudget budget) {
    this.wire = wire;
    this.budget = budget;
    this.sizes = new PageSizes(wire.settings().pageSize());
  }

  /** The page that is asked for, in smaller pieces if it is too large. */
  ListAnswer page(Asked asked) {
    ListAnswer answer = tryPage(asked);
    if (answer instanceof ListAnswer.Failed) {
      asked.place().clear(); // Whoever asks again may wait before.
    }
    return answer;
  }

  private ListAnswer tryPage(Asked asked) {
    while (true) {
      if (!asked.place().begin(asked.since() == null)) {
        return new ListAnswer.Failed(
            new GoogleFault.NoBudget("too many are being read in full", SOON));
      }
      GoogleFault refusal = refusal(asked, asked.call());
      if (refusal != null) {
        return new ListAnswer.Failed(refusal);
      }
      int size = sizes.of(asked.account(), asked.calendar());
      try {
        ListAnswer answer = read(asked.place(), request(asked, size));
        budget.answered(asked.call());
        sizes.wasRead(asked.account(), asked.calendar());
        return answer;
      } catch (TooLongException e) {
        budget.refused(asked.account(), asked.call(), Wire.fault(e, asked.call()));
        if (size == 1) {
          return named(asked);
        }
        sizes.tooLarge(asked.account(), asked.calendar());
      } catch (IOException e) {
        return failed(asked, asked.call(), e);
      }
    }
  }

  /**
   * One event that is too large even alone: what tells it from others is read instead, so that what
   * follows it is reached. Google may have moved meanwhile: the event that is named is asked for by
   * itself, and set aside only if it is the one.
   */
  private ListAnswer named(Asked asked) {
    Call call = asked.call();
    try {
      GoogleFault refusal = refusal(asked, call);
      if (refusal != null) {
        return new ListAnswer.Failed(refusal);
      }
      asked.place().clear(); // Of the event that is too large, nothing is kept.
      ListAnswer.Page names = read(asked.place(), request(asked, 1).setFields(NAMES));
      budget.answered(call);
      call = Call.READ;
      List<EventResource> events = new ArrayList<>();
      List<Poison> poisoned = new ArrayList<>(names.poisoned());
      for (EventResource name : names.events()) {
        if (name.isCancelled()) {
          events.add(name); // It has no more to say.
          continue;
        }
        refusal = refusal(asked, call);
        if (refusal != null) {
          return new ListAnswer.Failed(refusal);
        }
        switch (whole(asked, name)) {
          case Admission.Admitted(var event) -> events.add(event);
          case Admission.Poisoned(var poison) -> poisoned.add(poison);
        }
        budget.answered(call);
      }
      return new ListAnswer.Page(events, names.nextPageToken(), names.nextSyncToken(), poisoned);
    } catch (IOException e) {
      return failed(asked, call, e);
    }
  }

  /** Why not to call; null where the call may be made. One page may take many of them. */
  private @Nullable GoogleFault refusal(Asked asked, Call call) {
    asked.beforeEach().run();
    return budget.refusal(asked.account(), call, asked.work());
  }

  private Admission whole(Asked asked, EventResource name) throws IOException {
    try {
      var request = wire.client(asked.token()).events().get(asked.calendar(), name.id().value());
      return Admission.of(wire.read(request, wire::item));
    } catch (TooLongException _) {
      return new Admission.Poisoned(Admission.tooLarge(name, wire.answerBytes()));
    }
  }

  /** An event that is not there any more says nothing of its calendar. */
  private ListAnswer failed(Asked asked, Call call, IOException e) {
    if (e instanceof NoRoomException) {
      budget.answered(call);
      return new ListAnswer.Failed(new GoogleFault.NoBudget("no room in the heap", SOON));
    }
    GoogleFault fault = budget.refused(asked.account(), call, Wire.fault(e, call));
    return new ListAnswer.Failed(
        call == Call.READ && fault instanceof GoogleFault.NotFound(var reason)
            ? new GoogleFault.Transient(reason, null)
            : fault);
  }

  private Calendar.Events.List request(Asked asked, int size) throws IOException {
    SyncToken since = asked.since();
    return wire.client(asked.token())
        .events()
        .list(asked.calendar())
        .setMaxResults(size)
        .setSyncToken(since == null ? null : since.value())
        .setPageToken(asked.page());
  }

  private ListAnswer.Page read(PageRoom.Place place, Calendar.Events.List request)
      throws IOException {
    List<EventResource> events = new ArrayList<>();
    Map<String, Poison> poisoned = new LinkedHashMap<>();
    PageReader.Tokens next =
        wire.read(
            request,
            in ->
                PageReader.read(
                    in,
                    wire.limits().bytes(),
                    MOST_ITEMS,
                    item -> {
                      place.add(item);
                      switch (Admission.of(item)) {
                        case Admission.Admitted(var event) -> {
                          events.add(event);
                          poisoned.remove(event.id().value());
                        }
                        case Admission.Poisoned(var poison) -> poisoned.put(poison.key(), poison);
                      }
                    }));
    place.settle();
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

  /** What is asked for: the changes since {@code since}, or everything if that is null. */
  record Asked(
      AccessToken token,
      Work work,
      String calendar,
      @Nullable SyncToken since,
      @Nullable String page,
      PageRoom.Place place,
      Runnable beforeEach) {

    AccountId account() {
      return token.account();
    }

    Call call() {
      return since == null ? Call.LIST_ALL : Call.LIST_SINCE_TOKEN;
    }
  }
}
