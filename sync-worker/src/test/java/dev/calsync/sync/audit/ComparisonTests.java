package dev.calsync.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import dev.calsync.sync.audit.Suspicion.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTests {
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
        .containsEntry("lunch", new Suspicion(Kind.MISSING, "e1", null))
        .containsEntry("tea", new Suspicion(Kind.STALE, "e1", "e0"))
        .containsEntry("dinner", new Suspicion(Kind.EXTRA, null, "e1"))
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

  private static Comparison comparison(List<EventResource> atGoogle, Map<String, String> held) {
    Comparison comparison = new Comparison();
    comparison.page(atGoogle, held);
    comparison.held(held);
    return comparison;
  }

  private static EventResource event(String id, String etag) {
    return new EventResource(Map.of("id", id, "etag", etag, "status", "confirmed"));
  }
}
