package dev.calsync.sync.google;

import static dev.calsync.sync.google.UnlimitedCalls.token;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.calsync.model.SyncToken;
import dev.calsync.sync.quota.Work;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What a hostile server answers, and what our client makes of it. */
abstract class HostileAnswers {
  private @Nullable HostileServer server;

  @AfterEach
  void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  final void serve(HostileServer.Answer answer) {
    server = new HostileServer(answer);
  }

  final HostileServer server() {
    if (server == null) {
      throw new IllegalStateException("nothing is served");
    }
    return server;
  }

  final GoogleCalendar google() {
    return UnlimitedCalls.google(server());
  }

  final ListAnswer list() {
    GoogleCalendar google = google();
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            google.list(
                token(),
                Work.LIVE,
                "c",
                new SyncToken("s"),
                null,
                new PageRoom().place(),
                () -> {}));
  }

  static GoogleFault fault(ListAnswer answer) {
    return ((ListAnswer.Failed) answer).fault();
  }
}
