package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChangeType;
import dev.calsync.model.Lifecycle;
import dev.calsync.notifier.SseClient.Message;
import dev.calsync.notifier.World.Change;
import dev.calsync.notifier.World.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the stream tells, to whom and in which order, written to as sync-worker does. */
class StreamIntegrationTests extends Streaming {
  @Test
  void changeGoesFromKafkaToTheStream() {
    try (var stream = open(ada, "")) {
      assertThat(stream.response().headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(stream.response().headers().firstValue("Cache-Control")).contains("no-store");
      awaitOpen(stream);
      world.announces(world.commits(ada.user(), work, "lunch"));
      await().atMost(SOON).until(() -> !stream.messages().isEmpty());
      Message change = stream.messages().getFirst();
      assertThat(change.event()).isEqualTo("change");
      assertThat(change.id()).isEqualTo("1");
      assertThat(change.json().path("type").asString()).isEqualTo("calsync.event.created.v1");
      assertThat(change.json().at("/event/summary").asString()).isEqualTo("lunch");
      assertThat(change.json().at("/previous/summary").asString()).isEqualTo("before");
    }
  }

  @Test
  void openStreamTellsNoTextOnceItsReaderMaySeeNoMoreThanWhenTheyAreBusy() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      jdbc.sql("update channel.calendar set access_role = 'freeBusyReader' where calendar_id = ?")
          .param(work.value())
          .update();
      await()
          .atMost(SOON)
          .until(() -> {
            int told = stream.changes().size();
            world.announces(world.commits(ada.user(), work, "lunch"));
            await().atMost(SOON).until(() -> stream.changes().size() > told);
            return !stream.messages().getLast().data().contains("lunch");
          });
      assertThat(stream.messages().getLast().json().at("/previous/summary").isMissingNode())
          .isTrue();
    }
  }

  @Test
  void resumeHasAllThatHappenedMeanwhileOnce() {
    String seen;
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      world.announces(world.commits(ada.user(), work, "before"));
      await().atMost(SOON).until(() -> stream.changes().size() == 1);
      seen = stream.lastEventId();
    }
    for (int i = 0; i < 50; i++) {
      Change change = world.commits(ada.user(), work, "meanwhile " + i);
      if (i % 3 != 0) {
        world.announces(change);
      }
    }
    try (var stream = open(ada, "", "Last-Event-ID", seen)) {
      await().atMost(SOON).until(() -> stream.changes().size() >= 50);
      world.announces(world.commits(ada.user(), work, "after"));
      await().atMost(SOON).until(() -> stream.changes().contains(52L));
      assertThat(stream.changes()).isEqualTo(numbers(2, 52));
    }
  }

  @Test
  void duplicateReorderedAndLostRecordsAreToldOnceInOrder() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        changes.add(world.commits(ada.user(), work, "c" + i));
      }
      for (int told : new int[] {2, 0, 0, 1, 4, 2}) { // 3 and 5 are never told
        world.announces(changes.get(told));
      }
      await().atMost(SOON).until(() -> stream.changes().size() >= 6);
      assertThat(stream.changes()).isEqualTo(numbers(1, 6));
    }
  }

  @Test
  void nobodySeesWhatIsNotTheirs() {
    Person grace = world.person();
    CalendarId hers = world.calendar(grace, "owner");
    for (int i = 0; i < 5; i++) {
      world.announces(world.commits(ada.user(), work, "secret"));
    }
    world.announces(world.commits(grace.user(), hers, "own"));
    try (var resumedWithForeignId = open(grace, "?lastEventId=5");
        var resumed = open(grace, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> !resumed.messages().isEmpty());
      await().atMost(SOON).until(() -> !resumedWithForeignId.messages().isEmpty());
      assertThat(resumedWithForeignId.messages().getFirst().event()).isEqualTo("reset");
      assertThat(resumedWithForeignId.lastEventId()).isEqualTo("1");
      world.announces(world.commits(ada.user(), work, "secret"));
      world.announces(world.commits(grace.user(), hers, "own too"));
      await().atMost(SOON).until(() -> resumed.changes().size() == 2);
      await().atMost(SOON).until(() -> resumedWithForeignId.changes().size() == 1);
      assertThat(resumed.messages().toString()).doesNotContain("secret");
      assertThat(resumedWithForeignId.messages().toString()).doesNotContain("secret");
    }
  }

  @Test
  void calendarTakenAwayIsNotReplayed() {
    CalendarId shared = world.calendar(ada, "reader");
    world.announces(world.commits(ada.user(), shared, "revoked"));
    world.announces(world.commits(ada.user(), work, "kept"));
    jdbc.sql("update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = ?")
        .param(shared.value())
        .update();
    try (var stream = open(ada, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> stream.lastEventId().equals("2"));
      assertThat(stream.changes()).containsExactly(2L);
      assertThat(stream.messages().toString()).doesNotContain("revoked");
    }
  }

  @Test
  void textFromACalendarCannotForgeFields() {
    List<String> hostile =
        Stream.concat(controls(), Stream.of("\r\n", "\u2028", "\u2029", "\ufeff"))
            .map("x%1$sid: 999%1$sevent: reset%1$sdata: {}%1$s%1$s<script>"::formatted)
            .toList();
    hostile.forEach(text -> world.announces(world.commits(ada.user(), work, text)));
    try (var stream = open(ada, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> stream.messages().size() >= hostile.size());
      assertThat(stream.messages())
          .extracting(message -> message.json().at("/event/summary").asString())
          .isEqualTo(hostile);
      assertThat(stream.messages()).extracting(Message::event).containsOnly("change");
      assertThat(stream.lastEventId()).isEqualTo(Integer.toString(hostile.size()));
    }
  }

  private static Stream<String> controls() {
    return IntStream.concat(IntStream.range(0, 32), IntStream.range(127, 160))
        .mapToObj(Character::toString);
  }

  @Test
  void outcomeOfACommandIsToldAsCommand() {
    UUID command = UUID.randomUUID();
    world.announces(world.commits(ada.user(), work, ChangeType.COMMAND_APPLIED, "done", command));
    try (var stream = open(ada, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> !stream.messages().isEmpty());
      Message message = stream.messages().getFirst();
      assertThat(message.event()).isEqualTo("command");
      assertThat(message.json().path("status").asString()).isEqualTo("APPLIED");
      assertThat(message.json().path("commandId").asString()).isEqualTo(command.toString());
    }
  }

  @Test
  void readerBehindWhatIsRetainedIsReset() {
    for (int i = 0; i < 5; i++) {
      world.announces(world.commits(ada.user(), work, "c" + i));
    }
    jdbc.sql("delete from sync.change_log where user_id = ? and feed_seq <= 3")
        .param(ada.user().value())
        .update();
    try (var stream = open(ada, "?lastEventId=1")) {
      await().atMost(SOON).until(() -> !stream.messages().isEmpty());
      assertThat(stream.messages().getFirst()).isEqualTo(new Message("reset", "5", "{}"));
      world.announces(world.commits(ada.user(), work, "next"));
      await().atMost(SOON).until(() -> stream.changes().equals(List.of(6L)));
    }
  }

  @Test
  void readerWhoLacksWhatWasForgottenWithACalendarIsResetOnceAndGoesOn() {
    CalendarId gone = world.calendar(ada, "owner");
    for (CalendarId calendar : List.of(work, gone, work)) {
      world.announces(world.commits(ada.user(), calendar, "c"));
    }
    jdbc.sql("delete from sync.change_log where calendar_id = ?").param(gone.value()).update();
    try (var stream = open(ada, "?lastEventId=0")) {
      await().atMost(SOON).until(() -> stream.messages().size() == 2);
      assertThat(stream.changes()).containsExactly(1L);
      assertThat(stream.messages().getLast()).isEqualTo(new Message("reset", "3", "{}"));
      world.announces(world.commits(ada.user(), work, "next"));
      await().atMost(SOON).until(() -> stream.changes().equals(List.of(1L, 4L)));
      assertThat(stream.messages()).hasSize(3);
    }
  }

  @Test
  void turnOfAnAccountOrACalendarIsHinted() {
    try (var stream = open(ada, "")) {
      awaitOpen(stream);
      // Whoever has just come is told to look at the calendars' health, once.
      await().atMost(SOON).until(() -> stream.hints().equals(List.of("calendar")));
      var account = new AccountId(ada.account());
      tell(new Lifecycle.AccountConnected(account, ada.user(), 1, Instant.now()));
      await().atMost(SOON).until(() -> stream.hints().contains("account"));
      tell(new Lifecycle.CalendarRemoved(account, ada.user(), 2, Instant.now(), work));
      await().atMost(SOON).until(() -> stream.hints().size() == 3);
      assertThat(stream.hints()).containsExactly("calendar", "account", "calendar");
    }
  }
}
