package dev.calsync.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The one endpoint of the channel manager that a worker calls. */
final class FakeChannelManager implements AutoCloseable {
  private final HttpServer server;
  private final AtomicLong version = new AtomicLong();
  private final Map<String, Supplier<String>> tokens = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FakeChannelManager() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/internal/accounts/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on, the account has the token that Google gives out. */
  void grant(String account, Supplier<String> token) {
    tokens.put(account, token);
  }

  /** From now on, the account's grant is dead. */
  void revoke(String account) {
    tokens.remove(account);
  }

  long requestsFor(String account) {
    return requests.stream().filter(account::equals).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String account = Path.of(exchange.getRequestURI().getPath()).getName(2).toString();
    requests.add(account);
    Supplier<String> token = tokens.get(account);
    String body =
        token == null
            ? "{\"type\":\"urn:calsync:needs-reauthorization\"}"
            : "{\"accessToken\":\"%s\",\"expiresAt\":\"%s\",\"version\":%d}"
                .formatted(token.get(), Instant.now().plusSeconds(3600), version.incrementAndGet());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(token == null ? 409 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
