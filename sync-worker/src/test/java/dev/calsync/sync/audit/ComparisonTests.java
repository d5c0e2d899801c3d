package dev.calsync.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.EventResource;
import dev.calsync.sync.audit.Suspicion.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTests {
  private static final int MOST = 3;
  private static final EventResource LUNCH = event("lunch", "e1");
  private static final EventResource LATER_LUNCH = event("lunch", "e2");

  @Test
  void whatIsTheSameHereAndThereIsNotSuspected() {
    assertThat(comparison(List.of(LUNCH), Map.of("lunch", "e1")).suspicions()).isEmpty();
  }

  @Test
  void whatIsMissingOtherOrTooMuchIsSuspected() {
    var comparison =
        comparison(List.of(LUNCH, event("tea", "e1")), Map.of("tea", "e0", "dinner", "e1"));

    assertThat(comparison.suspicions())
        .containsEntry("lunch", Suspicion.of(Kind.MISSING, "e1", null))
        .containsEntry("tea", Suspicion.of(Kind.STALE, "e1", "e0"))
        .containsEntry("dinner", Suspicion.of(Kind.EXTRA, null, "e1"))
        .hasSize(3);
  }

  @Test
  void aDifferenceThatATurnDidNotMendIsConfirmed() {
    var first = comparison(List.of(LUNCH), Map.of());
    var second = comparison(List.of(LUNCH), Map.of());

    assertThat(first.confirmedBy(second)).containsOnlyKeys("lunch");
  }

  @Test
  void whatATurnMendedIsNoDifference() {
    var first = comparison(List.of(LUNCH), Map.of());
    var second = comparison(List.of(LUNCH), Map.of("lunch", "e1"));

    assertThat(first.confirmedBy(second)).isEmpty();
  }

  @Test
  void whatChangesAtGoogleMeanwhileIsNotConfirmed() {
    var first = comparison(List.of(LUNCH), Map.of("lunch", "e0"));
    var second = comparison(List.of(LATER_LUNCH), Map.of("lunch", "e0"));

    assertThat(first.confirmedBy(second)).isEmpty();
  }

  @Test
  void whatChangesHereMeanwhileIsNotConfirmed() {
    var first = comparison(List.of(), Map.of("lunch", "e0"));
    var second = comparison(List.of(), Map.of("lunch", "e1"));

    assertThat(first.confirmedBy(second)).isEmpty();
  }

  @Test
  void anInstanceThatWeCancelledAndGoogleHasNotToldYetIsNotSuspected() {
    EventResource cancelled =
        new EventResource(
            Map.of("id", "s_1", "etag", "e2", "status", "cancelled", "recurringEventId", "s"));

    assertThat(comparison(List.of(cancelled), Map.of("s_1", "")).suspicions()).isEmpty();
  }

  @Test
  void aTombstoneIsNotMissed() {
    EventResource tombstone = new EventResource(Map.of("id", "gone", "status", "cancelled"));

    assertThat(comparison(List.of(tombstone), Map.of()).suspicions()).isEmpty();
  }

  @Test
  void moreEventsThanItIsMadeForAreTooMany() {
    var comparison = new Comparison(MOST);
    comparison.page(List.of(LUNCH, event("tea", "e1"), event("dinner", "e1")), Map.of());
    comparison.page(List.of(LUNCH), Map.of());
    assertThat(comparison.isTooLarge()).isFalse();
    comparison.page(List.of(event("night", "e1")), Map.of());

    assertThat(comparison.isTooLarge()).isTrue();
  }

  @Test
  void atItsEndOnlySuspicionsAndTheNumberOfEventsAreKept() {
    var comparison = comparison(List.of(LUNCH), Map.of());
    comparison.end();

    assertThat(comparison.events()).isEqualTo(1);
    assertThat(comparison.suspicions()).containsOnlyKeys("lunch");
    assertThatThrownBy(() -> comparison.page(List.of(LUNCH), Map.of()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Comparison comparison(List<EventResource> atGoogle, Map<String, String> held) {
    Comparison comparison = new Comparison(MOST);
    comparison.page(atGoogle, held);
    comparison.held(held);
    return comparison;
  }

  private static EventResource event(String id, String etag) {
    return new EventResource(Map.of("id", id, "etag", etag, "status", "confirmed"));
  }
}
