package dev.calsync.sync.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.calsync.model.AccountId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.quota.Work;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent in Google's name fills no heap and holds no turn for longer than its bounds. */
class HostileGoogleTests {
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  static final int PAGE_BYTES = 1_000_000;
  private static final byte[] JUNK = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);

  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable HostileServer server;

  @AfterEach
  void close() throws IOException {
    over.countDown();
    if (server != null) {
      server.close();
    }
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
  void anErrorsReasonIsRead() {
    byte[] error =
        "{\"error\":{\"errors\":[{\"reason\":\"rateLimitExceeded\"}],\"message\":\"Slow down\"}}"
            .getBytes(StandardCharsets.UTF_8);
    serve(out -> body(out, 403, "Content-Type: application/json", error));

    assertThat(fault(list()))
        .isEqualTo(new GoogleFault.RateLimited("403 rateLimitExceeded: Slow down", null, false));
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
      assertThat(google.list(token(), Work.LIVE, "c", null, null))
          .isInstanceOf(ListAnswer.Page.class);
    }

    assertThat(server().connections).hasValue(1);
  }

  /** Whoever is hostile is not to be spared. */
  private static final class UnlimitedCalls extends CallBudget {
    @SuppressWarnings("NullAway") // no budget is asked
    UnlimitedCalls() {
      super(null, new SimpleMeterRegistry());
    }

    @Override
    @Nullable GoogleFault refusal(AccountId account, GoogleFault.Call call, Work work) {
      return null;
    }

    @Override
    GoogleFault refused(AccountId account, GoogleFault.Call call, GoogleFault fault) {
      return fault;
    }
  }

  private void serve(HostileServer.Answer answer) {
    server = new HostileServer(answer);
  }

  private HostileServer server() {
    if (server == null) {
      throw new IllegalStateException("nothing is served");
    }
    return server;
  }

  private ListAnswer list() {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> google().list(token(), Work.LIVE, "c", new SyncToken("s"), null));
  }

  private static GoogleFault fault(ListAnswer answer) {
    return ((ListAnswer.Failed) answer).fault();
  }

  private GoogleCalendar google() {
    return google(server());
  }

  static GoogleCalendar google(HostileServer server) {
    var properties =
        new GoogleProperties(server.url(), Duration.ofSeconds(1), Duration.ofSeconds(1), 4);
    var binder =
        new Binder(
            new MapConfigurationPropertySource(
                Map.of("calsync.sync.page-bytes", PAGE_BYTES + "B")));
    return new GoogleCalendar(
        new GoogleTransport().googleHttpTransport(properties),
        properties,
        binder.bindOrCreate("calsync.sync", SyncProperties.class),
        new EventLimits(DataSize.ofKilobytes(400)),
        JsonMapper.shared(),
        new UnlimitedCalls());
  }

  private static AccessToken token() {
    return new AccessToken(ACCOUNT, "secret", Instant.now().plusSeconds(3_600), 1);
  }

  static void body(OutputStream out, int status, String header, byte[] body) throws IOException {
    head(out, status, header, "Content-Length: " + body.length);
    out.write(body);
  }

  private static void head(OutputStream out, int status, String... headers) throws IOException {
    text(out, "HTTP/1.1 " + status + " Because\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void endless(OutputStream out) throws IOException {
    for (int i = 0; i < 16_384; i++) {
      out.write(JUNK);
    }
  }

  private static void endlessChunks(OutputStream out) throws IOException {
    for (int i = 0; i < 16_384; i++) {
      chunk(out, JUNK);
    }
  }

  private static void chunk(OutputStream out, byte[] bytes) throws IOException {
    text(out, Integer.toHexString(bytes.length) + "\r\n");
    out.write(bytes);
    text(out, "\r\n");
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

  private static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
