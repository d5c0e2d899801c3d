package dev.calsync.ingress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request byte for byte, for no HTTP client would send what we must survive. */
final class RawRequest {
  private final String method;
  private final String path;
  private final List<String> lines = new ArrayList<>();
  private String body = "";

  RawRequest(String method, String path) {
    this.method = method;
    this.path = path;
  }

  RawRequest with(String field, String value) {
    lines.add(field + ": " + value);
    return this;
  }

  RawRequest line(String line) {
    lines.add(line);
    return this;
  }

  RawRequest without(String field) {
    lines.removeIf(
        line -> line.toLowerCase(Locale.ROOT).startsWith(field.toLowerCase(Locale.ROOT) + ":"));
    return this;
  }

  RawRequest replacing(String field, String value) {
    return without(field).with(field, value);
  }

  RawRequest body(String bytes) {
    body = bytes;
    return this;
  }

  Response send(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      try {
        OutputStream out = socket.getOutputStream();
        out.write(text().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      } catch (IOException _) {
        // The server may have answered and closed before it was told all.
      }
      return Response.read(socket.getInputStream());
    }
  }

  private String text() {
    var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    lines.forEach(line -> text.append(line).append("\r\n"));
    return text.append("\r\n").append(body).toString();
  }

  /** An answer as it came. */
  record Response(int status, List<String> headers, String body) {
    static Response read(InputStream in) throws IOException {
      var bytes = new ByteArrayOutputStream();
      try {
        in.transferTo(bytes);
      } catch (IOException e) {
        if (bytes.size() == 0) {
          throw e;
        }
      }
      String[] parts = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2);
      List<String> lines = List.of(parts[0].split("\r\n", -1));
      if (!lines.getFirst().matches("HTTP/1\\.1 [0-9]{3}.*")) {
        throw new IOException("not an HTTP answer: " + lines.getFirst());
      }
      return new Response(
          Integer.parseInt(lines.getFirst().substring(9, 12)),
          lines.subList(1, lines.size()),
          parts.length > 1 ? parts[1] : "");
    }

    /** The first value of a header, or an empty text. */
    String header(String field) {
      String start = field.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse("");
    }
  }
}
