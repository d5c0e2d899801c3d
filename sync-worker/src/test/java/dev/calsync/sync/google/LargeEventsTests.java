package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.quota.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A calendar whose events have the sizes of {@link #sizes}, listed a page at a time. */
class LargeEventsTests {
  private static final int GIANT = UnlimitedCalls.PAGE_BYTES + 1;
  private static final Pattern SIZE = Pattern.compile("maxResults=(\\d+)");
  private static final Pattern OFFSET = Pattern.compile("pageToken=(\\d+)");
  private static final Pattern EVENT = Pattern.compile("/events/e(\\d+)");

  private final List<Integer> sizes = new ArrayList<>();
  private final List<EventId> read = new ArrayList<>();
  private final List<Poison> poisoned = new ArrayList<>();
  private final HostileServer server = new HostileServer(this::answer);

  /** What an event has grown, or shrunk, to by the time it is asked for alone. */
  private @Nullable Integer later;

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void inACalendarOfLargeEventsOnlyTheFirstPageIsAskedForInVain() {
    for (int i = 0; i < 30; i++) {
      sizes.add(100_000);
    }
    readAll();

    assertThat(read).hasSize(30);
    assertThat(asked("maxResults=2500")).isEqualTo(1);
    assertThat(asked("maxResults=250&")).isEqualTo(1);
    assertThat(asked("maxResults=25&")).isEqualTo(1);
    assertThat(asked("maxResults=2&")).isEqualTo(15);
  }

  @Test
  void anEventThatIsTooLargeForAnAnswerIsSetAsideAndTheOthersAreRead() {
    sizes.addAll(List.of(100, GIANT, 100));
    readAll();

    assertThat(read).containsExactly(new EventId("e0"), new EventId("e2"));
    assertThat(poisoned)
        .singleElement()
        .satisfies(poison -> {
          assertThat(poison.event()).isEqualTo(new EventId("e1"));
          assertThat(poison.reason()).isEqualTo(Poison.Reason.TOO_LARGE);
          assertThat(poison.size()).isGreaterThan(UnlimitedCalls.PAGE_BYTES);
          assertThat(poison.excerpt()).contains("\"e1\"");
        });
  }

  @Test
  void anEventThatIsNoLongerTooLargeWhenItIsNamedIsRead() {
    sizes.addAll(List.of(GIANT));
    later = 100;
    readAll();

    assertThat(read).containsExactly(new EventId("e0"));
    assertThat(poisoned).isEmpty();
  }

  /** A calendar whose pages fit the wire, and of whose objects the heap has no room for a page. */
  @Test
  void whatTheHeapHasNoRoomForComesInSmallerPages() {
    sizes.addAll(Collections.nCopies(200, 1_000));
    var room = new PageRoom(1_600_000);
    try (PageRoom.Place place = room.place()) {
      readAll(place);
    }

    assertThat(room.isFree()).isTrue();
    assertThat(read).hasSize(200);
    assertThat(poisoned).isEmpty();
    assertThat(asked("maxResults=2500")).isEqualTo(1);
    assertThat(asked("maxResults=25&")).isEqualTo(8);
  }

  /** It comes by itself then; else the calendar would not get past it. */
  @Test
  void anEventThatAloneIsHeavierThanAllTheRoomIsReadAllTheSame() {
    sizes.addAll(List.of(100, 300_000, 100));
    try (PageRoom.Place place = new PageRoom(1_600_000).place()) {
      readAll(place);
    }

    assertThat(read).hasSize(3);
    assertThat(poisoned).isEmpty();
  }

  /** Whoever asks again may wait long before. */
  @Test
  void aPageThatCouldNotBeReadKeepsNoRoom() throws IOException {
    server.close();
    var room = new PageRoom(1_600_000);
    try (PageRoom.Place place = room.place()) {
      ListAnswer answer =
          UnlimitedCalls.google(server)
              .list(UnlimitedCalls.token(), Work.LIVE, "c", null, null, place, () -> {});

      assertThat(answer).isInstanceOf(ListAnswer.Failed.class);
      assertThat(room.isFree()).isTrue();
    }
  }

  private void readAll() {
    readAll(new PageRoom().place());
  }

  private void readAll(PageRoom.Place place) {
    GoogleCalendar google = UnlimitedCalls.google(server);
    AccessToken token = UnlimitedCalls.token();
    String page = null;
    do {
      ListAnswer answer =
          google.list(token, Work.LIVE, "c", new SyncToken("s"), page, place, () -> {});
      assertThat(answer).isInstanceOf(ListAnswer.Page.class);
      ListAnswer.Page some = (ListAnswer.Page) answer;
      some.events().stream().map(EventResource::id).forEach(read::add);
      poisoned.addAll(some.poisoned());
      page = some.nextPageToken();
    } while (page != null);
  }

  private long asked(String what) {
    return server.requests.stream().filter(line -> line.replace(" ", "&").contains(what)).count();
  }

  private void answer(OutputStream out) throws IOException {
    String request = server.request();
    Matcher alone = EVENT.matcher(request);
    byte[] body =
        (alone.find() ? alone(number(alone.group(1))) : list(request))
            .getBytes(StandardCharsets.US_ASCII);
    HostileServer.body(out, 200, "X: y", body);
  }

  private String alone(int number) {
    return event(number, later == null ? sizes.get(number) : later);
  }

  private String list(String request) {
    int from = parameter(OFFSET, request, 0);
    int to = Math.min(sizes.size(), from + parameter(SIZE, request, 0));
    List<String> items = new ArrayList<>();
    for (int i = from; i < to; i++) {
      items.add(event(i, request.contains("fields=") ? 0 : sizes.get(i)));
    }
    return "{\"items\":[%s],%s}"
        .formatted(
            String.join(",", items),
            to < sizes.size() ? "\"nextPageToken\":\"" + to + "\"" : "\"nextSyncToken\":\"t\"");
  }

  private static String event(int number, int size) {
    return "{\"id\":\"e%d\",\"status\":\"confirmed\",\"x\":\"%s\"}"
        .formatted(number, "y".repeat(size));
  }

  private static int parameter(Pattern pattern, String request, int otherwise) {
    Matcher found = pattern.matcher(request);
    return found.find() ? number(found.group(1)) : otherwise;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
