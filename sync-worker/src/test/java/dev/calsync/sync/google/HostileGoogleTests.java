package dev.calsync.sync.google;

import static dev.calsync.sync.google.HostileServer.body;
import static dev.calsync.sync.google.HostileServer.chunk;
import static dev.calsync.sync.google.HostileServer.endless;
import static dev.calsync.sync.google.HostileServer.endlessChunks;
import static dev.calsync.sync.google.HostileServer.gzip;
import static dev.calsync.sync.google.HostileServer.head;
import static dev.calsync.sync.google.HostileServer.text;
import static dev.calsync.sync.google.UnlimitedCalls.PAGE_BYTES;
import static dev.calsync.sync.google.UnlimitedCalls.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is sent in Google's name fills no heap and holds no turn for longer than its bounds. */
class HostileGoogleTests extends HostileAnswers {
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void itIsOver() {
    over.countDown();
  }

  @Test
  void aGigabyteOfPageIsNotReadToItsEnd() {
    serve(out -> {
      head(out, 200, "Content-Length: 1073741824");
      endless(out);
    });

    assertThat(fault(list())).isInstanceOf(GoogleFault.Transient.class);
    assertThat(server().written.get()).isLessThan(100_000_000);
  }

  @Test
  void anEndlessChunkedPageIsNotReadToItsEnd() {
    serve(out -> {
      head(out, 200, "Transfer-Encoding: chunked");
      chunk(out, "{\"items\":[{\"id\":\"".getBytes(StandardCharsets.US_ASCII));
      endlessChunks(out);
    });

    assertThat(fault(list()).reason()).contains("more than " + PAGE_BYTES);
    assertThat(server().written.get()).isLessThan(100_000_000);
  }

  @Test
  void aGzipBombIsMeasuredByWhatItInflatesTo() {
    byte[] bomb = gzip("{\"items\":[{\"id\":\"x\",\"a\":\"" + "0".repeat(50_000_000) + "\"}]}");
    assertThat(bomb.length).isLessThan(PAGE_BYTES);
    serve(out -> body(out, 200, "Content-Encoding: gzip", bomb));

    assertThat(fault(list()).reason()).contains("more than " + PAGE_BYTES);
  }

  @Test
  void whatFollowsAGzippedPageIsNotReadToItsEnd() {
    byte[] page = gzip("{\"items\":[],\"nextSyncToken\":\"t\"}");
    serve(out -> {
      head(out, 200, "Content-Encoding: gzip", "Transfer-Encoding: chunked");
      chunk(out, page);
      endlessChunks(out);
    });

    assertThat(list()).isInstanceOf(ListAnswer.Failed.class);
    assertThat(server().written.get()).isLessThan(100_000_000);
  }

  @Test
  void aPageThatComesDropByDropIsGivenUp() {
    serve(out -> {
      head(out, 200, "Content-Length: 100000");
      drops(out);
    });

    assertThat(fault(list()).reason()).contains("took longer");
  }

  @Test
  void anAnswerWhoseHeadComesDropByDropIsGivenUp() {
    serve(out -> {
      text(out, "HTTP/1.1 200 OK\r\nX: ");
      drops(out);
    });

    assertThat(fault(list()).reason()).contains("no answer began within PT2S");
  }

  @Test
  void aHeadOfManyLinesThatComeOneByOneIsGivenUp() {
    serve(out -> {
      text(out, "HTTP/1.1 200 OK\r\n");
      while (!await(over, 50)) {
        text(out, "X: y\r\n");
      }
    });

    assertThat(fault(list()).reason()).contains("no answer began within PT2S");
  }

  @Test
  void aPageThatStopsInTheMiddleIsGivenUp() {
    serve(out -> {
      head(out, 200, "Content-Length: 100000");
      text(out, "{\"items\":[");
      await(over);
    });

    assertThat(fault(list())).isInstanceOf(GoogleFault.Transient.class);
  }

  @Test
  void aGigabyteOfErrorIsNotReadToItsEnd() {
    serve(out -> {
      head(
          out,
          503,
          "Content-Length: 1073741824",
          "Retry-After: 7",
          "Content-Type: application/json");
      text(out, "{\"error\":{\"message\":\"");
      endless(out);
    });

    assertThat(fault(list()))
        .isInstanceOfSatisfying(
            GoogleFault.Transient.class,
            fault -> assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(server().written.get()).isLessThan(20_000_000);
  }

  @Test
  void anEndlessErrorToAnEditIsNotReadToItsEnd() {
    serve(out -> {
      head(out, 403, "Transfer-Encoding: chunked", "Content-Type: text/html");
      endlessChunks(out);
    });

    assertThat(google().delete(token(), "c", new EventId("x"), "\"1\"", "none"))
        .isInstanceOf(EventAnswer.Failed.class);
    assertThat(google().get(token(), "c", new EventId("x"))).isInstanceOf(EventAnswer.Failed.class);
    assertThat(server().written.get()).isLessThan(40_000_000);
  }

  @Test
  void endlessHeadersAreRefused() {
    serve(out -> {
      text(out, "HTTP/1.1 200 OK\r\n");
      for (int i = 0; i < 1_000_000; i++) {
        text(out, "X-" + i + ": x\r\n");
      }
    });

    assertThat(fault(list())).isInstanceOf(GoogleFault.Transient.class);
    assertThat(server().written.get()).isLessThan(20_000_000);
  }

  private void drops(OutputStream out) throws IOException {
    text(out, "{\"a\":\"");
    while (!await(over, 50)) {
      text(out, "x");
    }
  }

  private static void await(CountDownLatch latch) {
    while (!await(latch, 10_000)) {
      // until the test is over
    }
  }

  private static boolean await(CountDownLatch latch, long millis) {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
