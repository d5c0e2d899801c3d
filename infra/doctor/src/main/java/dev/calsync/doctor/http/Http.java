package dev.calsync.doctor.http;

import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Cause;
import dev.calsync.doctor.http.Answer.Silent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Asks, follows no redirect, and takes every answer as it is. */
public final class Http implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int LARGEST = 4 << 20;

  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * @param clock what this machine takes for the time
   */
  public Http(InstantSource clock) {
    this.clock = clock;
  }

  /** Asks for what is there. */
  public Answer get(String url) throws InterruptedException {
    return send(url, Map.of(), "GET", "");
  }

  /** Sends a body. */
  public Answer post(String url, Map<String, String> headers, String body)
      throws InterruptedException {
    return send(url, headers, "POST", body);
  }

  /** Sends a form. */
  public Answer post(String url, Map<String, String> form) throws InterruptedException {
    return post(url, Map.of("Content-Type", "application/x-www-form-urlencoded"), encoded(form));
  }

  /** Parameters as they stand in an address or a form. */
  public static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Answer send(String url, Map<String, String> headers, String method, String body)
      throws InterruptedException {
    HttpRequest request;
    try {
      var builder = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER);
      headers.forEach(builder::header);
      builder.header("User-Agent", "calsync-doctor");
      request = builder.method(method, BodyPublishers.ofString(body)).build();
    } catch (IllegalArgumentException e) {
      return new Silent(Cause.UNKNOWN_HOST, "no address: " + e.getMessage());
    }
    Instant sent = clock.instant();
    long from = System.nanoTime();
    try {
      // Waiting here bounds the body, too; the request's own timeout ends with the headers.
      HttpResponse<byte[]> response =
          client
              .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST))
              .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      return answered(response, sent, Duration.ofNanos(System.nanoTime() - from));
    } catch (TimeoutException _) {
      return new Silent(Cause.TIMEOUT, "after " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      return silent(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Answered answered(HttpResponse<byte[]> response, Instant sent, Duration took) {
    Map<String, List<String>> headers =
        response.headers().map().entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey().toLowerCase(java.util.Locale.ROOT), Map.Entry::getValue));
    return new Answered(
        response.statusCode(),
        headers,
        new String(response.body(), StandardCharsets.UTF_8),
        sent,
        took,
        response.sslSession().map(Http::certificateUntil).orElse(null));
  }

  private static @Nullable Instant certificateUntil(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate own
          ? own.getNotAfter().toInstant()
          : null;
    } catch (SSLPeerUnverifiedException _) {
      return null;
    }
  }

  private static Silent silent(Throwable failure) {
    String why = innermost(failure);
    if (has(failure, UnresolvedAddressException.class)) {
      return new Silent(Cause.UNKNOWN_HOST, why);
    }
    return switch (failure) {
      case HttpTimeoutException _ -> new Silent(Cause.TIMEOUT, why);
      case SSLException _ -> new Silent(Cause.TLS, why);
      case ConnectException _ -> new Silent(Cause.REFUSED, why);
      case IOException e when has(e, SSLException.class) -> new Silent(Cause.TLS, why);
      default -> new Silent(Cause.BROKEN, why);
    };
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    @Nullable Throwable at = failure;
    while (at != null) {
      if (kind.isInstance(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static String innermost(Throwable failure) {
    Throwable at = failure;
    while (true) {
      Throwable cause = at.getCause();
      if (cause == null) {
        String message = at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
      }
      at = cause;
    }
  }
}
