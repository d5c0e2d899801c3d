package dev.calsync.sync.google;

import static dev.calsync.sync.google.HostileServer.body;
import static dev.calsync.sync.google.HostileServer.gzip;
import static dev.calsync.sync.google.HostileServer.head;
import static dev.calsync.sync.google.UnlimitedCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.quota.Work;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of an answer that is odd, what can be read is read, and the next call finds all in order. */
class OddAnswersTests extends HostileAnswers {
  @Test
  void anErrorsReasonIsRead() {
    byte[] error =
        "{\"error\":{\"errors\":[{\"reason\":\"rateLimitExceeded\"}],\"message\":\"Slow down\"}}"
            .getBytes(StandardCharsets.UTF_8);
    serve(out -> body(out, 403, "Content-Type: application/json", error));

    assertThat(fault(list()))
        .isEqualTo(new GoogleFault.RateLimited("403 rateLimitExceeded: Slow down", null, false));
  }

  @Test
  void aPageOfAProxysSaysNothingOfACalendar() {
    byte[] page = "<html><h1>Forbidden</h1></html>".getBytes(StandardCharsets.UTF_8);
    serve(out -> body(out, 403, "Content-Type: text/html", page));

    assertThat(fault(list())).isEqualTo(new GoogleFault.Forbidden("403: no message", null));
    assertThat(google().get(token(), "c", new EventId("x")))
        .isEqualTo(new EventAnswer.Failed(new GoogleFault.Forbidden("403: no message", null)));
  }

  @Test
  void oneItemOfMadnessCostsOnlyItself() {
    String page =
        "{\"items\":[{\"id\":\"a\"},%s,{\"id\":\"n\",\"x\":%s},{\"id\":\"big\",\"x\":\"%s\"},{\"id\":\"b\"}],\"nextSyncToken\":\"t\"}"
            .formatted(
                "[".repeat(100_000) + "]".repeat(100_000),
                "9".repeat(100_000),
                "y".repeat(500_000));
    serve(out -> body(out, 200, "X: y", page.getBytes(StandardCharsets.UTF_8)));

    assertThat(list())
        .isInstanceOfSatisfying(
            ListAnswer.Page.class,
            read -> {
              assertThat(read.events())
                  .extracting(EventResource::id)
                  .containsExactly(new EventId("a"), new EventId("b"));
              assertThat(read.poisoned())
                  .extracting(Poison::reason)
                  .containsExactly(
                      Poison.Reason.UNREADABLE, Poison.Reason.UNREADABLE, Poison.Reason.TOO_LARGE);
              assertThat(read.nextSyncToken()).isEqualTo(new SyncToken("t"));
            });
  }

  @Test
  void anEventTooLargeToKeepIsNoAnswerToAnEdit() {
    byte[] event =
        ("{\"id\":\"x\",\"a\":\"" + "y".repeat(500_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    serve(out -> body(out, 200, "X: y", event));

    assertThat(google().get(token(), "c", new EventId("x")))
        .isInstanceOfSatisfying(
            EventAnswer.Failed.class,
            failed -> assertThat(failed.fault().reason()).contains("TOO_LARGE"));
  }

  @Test
  void ordinaryAnswersLeaveTheConnectionToTheNext() {
    byte[] page = gzip("{\"items\":[],\"nextSyncToken\":\"t\"}");
    serve(out -> body(out, 200, "Content-Encoding: gzip", page));
    GoogleCalendar google = google();

    for (int i = 0; i < 5; i++) {
      assertThat(google.list(token(), Work.LIVE, "c", null, null, new PageRoom().place(), () -> {}))
          .isInstanceOf(ListAnswer.Page.class);
    }

    assertThat(server().connections).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204})
  void aDeletionIsAnsweredWithNothing(int status) {
    serve(out -> head(out, status, status == 204 ? "X: y" : "Content-Length: 0"));

    assertThat(google().delete(token(), "c", new EventId("x"), "\"1\"", "none"))
        .isEqualTo(new EventAnswer.Removed());
  }
}
