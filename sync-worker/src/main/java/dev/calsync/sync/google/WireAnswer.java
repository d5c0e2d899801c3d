package dev.calsync.sync.google;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClientRequest;
import com.google.api.client.http.HttpResponse;
import dev.calsync.sync.google.GoogleFault.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An answer as it comes over the wire, good or bad, read within bounds: bytes before and after they
 * are inflated, and time. What is left when a bound is reached is not waited for: the connection is
 * cut, since closing it in good order would read all the rest.
 */
final class WireAnswer {
  /** Google's error answers have a few hundred bytes. */
  private static final int ERROR_BYTES = 65_536;

  private static final int NO_CONTENT = 204;

  private final HttpResponse response;
  private final Duration patience;

  private WireAnswer(HttpResponse response, Duration patience) {
    this.response = response;
    this.patience = patience;
  }

  /**
   * Asks, and reads what comes.
   *
   * @throws RefusedException when Google answered with an error
   */
  static <T> T read(
      AbstractGoogleJsonClientRequest<?> request, long limit, Duration patience, Body<T> body)
      throws IOException {
    request.setReturnRawInputStream(true);
    var answer = new WireAnswer(request.executeUnparsed(), patience);
    try {
      if (!answer.response.isSuccessStatusCode()) {
        throw new RefusedException(answer.error());
      }
      return answer.body(limit, body);
    } finally {
      answer.cut();
    }
  }

  private <T> T body(long limit, Body<T> body) throws IOException {
    // Where there is no content, such as after a deletion, the client has a stream that fails.
    InputStream raw = response.getStatusCode() == NO_CONTENT ? null : response.getContent();
    InputStream wire =
        new BoundedInput(raw == null ? InputStream.nullInputStream() : raw, limit, patience);
    String encoding = String.valueOf(response.getContentEncoding()).toLowerCase(Locale.ROOT);
    InputStream in =
        encoding.contains("gzip")
            ? new BoundedInput(new GZIPInputStream(wire), limit, patience)
            : wire;
    T result = body.read(in);
    wire.transferTo(OutputStream.nullOutputStream()); // At its end the connection is free again.
    return result;
  }

  private Answer error() {
    Duration retryAfter = RetryAfter.parse(response.getHeaders().getRetryAfter());
    try {
      byte[] body = body(ERROR_BYTES, InputStream::readAllBytes);
      return error(Admission.JSON.readTree(body), retryAfter);
    } catch (IOException | JacksonException _) {
      return new Answer(response.getStatusCode(), null, null, retryAfter);
    }
  }

  private Answer error(JsonNode answer, @Nullable Duration retryAfter) {
    JsonNode error = answer.path("error");
    return new Answer(
        response.getStatusCode(),
        text(error.path("errors").path(0).path("reason")),
        text(error.path("message")),
        retryAfter);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  private void cut() {
    try {
      response.disconnect();
    } catch (IOException _) {
      // It was cut in the middle of something; that is what was wanted.
    }
  }

  /** What is made of the bytes. */
  interface Body<T> {
    T read(InputStream in) throws IOException;
  }

  /** Google said no. */
  static final class RefusedException extends IOException {
    private final transient Answer answer;

    RefusedException(Answer answer) {
      super(answer.text());
      this.answer = answer;
    }

    Answer answer() {
      return answer;
    }
  }
}
