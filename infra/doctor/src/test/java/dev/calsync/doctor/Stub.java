package dev.calsync.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A small server that answers as somebody else would. */
final class Stub implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final HttpServer server;

  private Stub(HttpServer server, Function<HttpExchange, Reply> behaviour) {
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Reply reply = behaviour.apply(exchange);
            reply.headers.forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  static Stub answering(int status, Map<String, String> headers, String body) {
    return answering(_ -> new Reply(status, headers, body));
  }

  static Stub answering(Function<HttpExchange, Reply> behaviour) {
    try {
      return new Stub(HttpServer.create(loopback(), 0), behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Over https, with a certificate that only itself vouches for. */
  static Stub selfSigned() {
    try {
      var server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(selfSignedContext()));
      return new Stub(server, _ -> new Reply(204, Map.of(), ""));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static SSLContext selfSignedContext() throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory(Path.of("target"), "keys");
    Path file = folder.resolve("keys.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString());
    try {
      int code = new ProcessBuilder(command).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("keytool ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    var keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** What is answered. */
  record Reply(int status, Map<String, String> headers, String body) {}
}
