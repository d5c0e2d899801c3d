package dev.calsync.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A webhook that answers with the given statuses in turn, then with the last one. */
final class Receiver implements AutoCloseable {
  record Call(String method, com.sun.net.httpserver.Headers headers, String body) {
    @Nullable String header(String name) {
      return headers.getFirst(name);
    }
  }

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final int[] statuses;

  Receiver(int... statuses) throws IOException {
    this.statuses = statuses;
    server.createContext("/", this::receive);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook";
  }

  List<Call> calls() {
    return calls;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int status = statuses[Math.min(calls.size(), statuses.length - 1)];
      calls.add(new Call(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
