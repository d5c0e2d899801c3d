package dev.calsync.system.check;

import static dev.calsync.system.check.Worlds.CALENDAR;
import static dev.calsync.system.check.Worlds.change;
import static dev.calsync.system.check.Worlds.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.system.check.Finding.Rule;
import dev.calsync.system.check.Listener.Heard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker can fail: it finds each thing that can be wrong with a world, and nothing else. */
class VerdictTests {
  private final Worlds worlds = new Worlds();

  @Test
  void rightWorldHasNoFindings() {
    assertThat(Verdict.of(worlds.world())).isEmpty();
  }

  @Test
  void exactDuplicateOnTheTopicIsRight() {
    worlds.topic.add(2, worlds.topic.get(0));
    worlds.topic.add(worlds.topic.getLast());
    assertThat(Verdict.of(worlds.world())).isEmpty();
  }

  @Test
  void resetIsNoGap() {
    worlds.heard.clear();
    worlds.heard.add(new Heard(4, true));
    worlds.heard.add(new Heard(5, false));
    assertThat(Verdict.of(worlds.world())).isEmpty();
  }

  @Test
  void instanceTakenOutOfItsSeriesIsADeletionToWhoFolds() {
    Version cancelled = Version.of("{\"id\": \"gone\", \"status\": \"cancelled\"}");
    for (Events place : List.of(worlds.google, worlds.mirror, worlds.state)) {
      place.put(CALENDAR, "gone", cancelled);
    }
    assertThat(Verdict.of(worlds.world())).isEmpty();
    worlds.state.remove(CALENDAR, "gone");
    assertThat(rules()).containsExactly(Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS);
  }

  @Test
  void findsAnEventThatOnlyGoogleHasAndSaysWhoHasWhat() {
    worlds.google.put(CALENDAR, "new", Version.of(resource("new", 7)));
    List<Finding> findings = Verdict.of(worlds.world());
    assertThat(findings)
        .extracting(Finding::rule)
        .containsOnly(Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS);
    assertThat(findings.getFirst().toString())
        .contains("calendar calendar-1, event new")
        .contains("Google has \"7\" 'Version 7'")
        .contains("mirror has null", "calendar.changes has null", "calendar.state has null");
  }

  @Test
  void findsAMirrorThatDiffersInAnyField() {
    worlds.mirror.put(
        CALENDAR, "lunch", Version.of("{\"id\": \"lunch\", \"etag\": \"\\\"3\\\"\"}"));
    assertThat(rules()).containsExactly(Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS);
  }

  @Test
  void findsAStateThatDiffers() {
    worlds.state.put(CALENDAR, "lunch", Version.of(resource("lunch", 2)));
    assertThat(rules()).containsExactly(Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS);
  }

  @Test
  void findsAStateWithoutItsTombstone() {
    worlds.state.put(CALENDAR, "gone", Version.of(resource("gone", 1)));
    assertThat(rules()).containsExactly(Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS);
  }

  @Test
  void findsAChangeThatIsMissingOnTheTopic() {
    worlds.topic.remove(1);
    assertThat(rules()).contains(Rule.TOPIC_IS_IN_ORDER, Rule.TOPIC_IS_THE_LOG);
  }

  @Test
  void findsTheLastChangeMissingOnTheTopic() {
    worlds.topic.removeLast();
    assertThat(rules())
        .contains(Rule.TOPIC_IS_THE_LOG, Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS)
        .doesNotContain(Rule.TOPIC_IS_IN_ORDER);
  }

  @Test
  void findsAnInversionOnTheTopic() {
    worlds.topic.add(1, worlds.topic.remove(2));
    assertThat(rules()).contains(Rule.TOPIC_IS_IN_ORDER);
  }

  @Test
  void findsADuplicateWithOtherBytes() {
    worlds.topic.add(
        new TopicRecord(change(2, "updated", "lunch", resource("lunch", 9)), "ce_seq=2"));
    assertThat(rules()).containsExactly(Rule.SAME_NUMBER_SAME_BYTES);
  }

  @Test
  void findsADuplicateWithOtherHeaders() {
    worlds.topic.add(new TopicRecord(worlds.topic.get(1).change(), "ce_seq=2, and more"));
    assertThat(rules()).containsExactly(Rule.SAME_NUMBER_SAME_BYTES);
  }

  @Test
  void findsARecordThatNobodyLogged() {
    worlds.topic.add(
        new TopicRecord(change(6, "updated", "lunch", resource("lunch", 3)), "ce_seq=6"));
    assertThat(rules()).containsExactly(Rule.TOPIC_IS_THE_LOG);
  }

  @Test
  void findsAHoleInTheLogAndInTheFeed() {
    worlds.log.remove(3);
    assertThat(rules()).contains(Rule.LOG_IS_DENSE, Rule.FEED_IS_DENSE);
  }

  @Test
  void findsAFeedThatRunsAgainstItsCalendar() {
    Change second = worlds.log.get(1);
    Change third = worlds.log.get(2);
    worlds.log.set(1, withFeedSeq(second, third.feedSeq()));
    worlds.log.set(2, withFeedSeq(third, second.feedSeq()));
    assertThat(rules()).contains(Rule.FEED_FOLLOWS_THE_CALENDAR).doesNotContain(Rule.FEED_IS_DENSE);
  }

  @Test
  void findsWhatIsNotPublished() {
    World right = worlds.world();
    var heads = new Heads(right.heads().numbered(), Map.of(CALENDAR, 4L), right.heads().feeds());
    var world =
        new World(
            right.google(),
            right.mirror(),
            right.state(),
            right.log(),
            right.topic(),
            heads,
            right.listeners(),
            right.pushes());
    assertThat(Verdict.of(world)).extracting(Finding::rule).containsExactly(Rule.ALL_IS_PUBLISHED);
  }

  @Test
  void findsAPushThatWasAcknowledgedAndNotKept() {
    worlds.pushes.acknowledged().add("a:9");
    assertThat(rules()).containsExactly(Rule.ACKNOWLEDGED_PUSH_IS_IN_KAFKA);
  }

  @Test
  void findsAGapInAStream() {
    worlds.heard.remove(2);
    assertThat(rules()).containsExactly(Rule.STREAM_HAS_NO_GAP);
  }

  @Test
  void findsANumberHeardTwice() {
    worlds.heard.add(3, worlds.heard.get(2));
    assertThat(rules()).contains(Rule.STREAM_HAS_NO_GAP);
  }

  @Test
  void findsAStreamThatStopsEarly() {
    worlds.heard.removeLast();
    assertThat(rules()).containsExactly(Rule.STREAM_HAS_NO_GAP);
  }

  @Test
  void findsAReaderWhoHoldsSomethingElse() {
    worlds.holds.remove(CALENDAR, "lunch");
    assertThat(rules()).containsExactly(Rule.EVERY_PLACE_HOLDS_WHAT_GOOGLE_HAS);
  }

  @Test
  void findsThatGoogleForgotWhatItAcknowledged() {
    var ledger = new Ledger();
    ledger.wrote("google-calendar", "lunch", "\"3\"");
    ledger.deleted("google-calendar", "gone");
    Map<String, Version> right = Map.of("lunch", Version.of(resource("lunch", 3)));
    Map<String, Version> wrong =
        Map.of("lunch", Version.of(resource("lunch", 2)), "gone", Version.of(resource("gone", 1)));
    assertThat(ledger.faults("google-calendar", right)).isEmpty();
    assertThat(ledger.faults("google-calendar", wrong)).hasSize(2);
  }

  private List<Rule> rules() {
    return Verdict.of(worlds.world()).stream().map(Finding::rule).distinct().toList();
  }

  private static Change withFeedSeq(Change change, long feedSeq) {
    return new Change(
        change.calendar(),
        change.seq(),
        change.user(),
        feedSeq,
        change.type(),
        change.event(),
        change.data());
  }
}
