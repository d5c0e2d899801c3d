package dev.calsync.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * An HTTP server that does next to nothing, since whatever it costs is taken from what is measured
 * on the same processors: kept connections, one read, one write.
 */
final class HttpAnswers implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final int LINE_LIMIT = 16_384;

  private final ServerSocket server;
  private final Function<String, Answer> answers;
  private final ExecutorService connections =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("stand-in-", 0).factory());

  /** Answers every request by its target, path and query. */
  HttpAnswers(Function<String, Answer> answers) {
    this.answers = answers;
    try {
      server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.execute(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  @Override
  public void close() throws IOException {
    server.close();
    connections.shutdownNow();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        connections.execute(() -> serve(socket));
      }
    } catch (IOException | RejectedExecutionException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      String request = line(in);
      while (!request.isEmpty()) {
        skipBody(in);
        out.write(bytes(answers.apply(request.split(" ", 3)[1])));
        request = line(in);
      }
    } catch (IOException _) {
      // The client went away.
    }
  }

  private static void skipBody(InputStream in) throws IOException {
    long length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(lower.indexOf(':') + 1).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        length = -1;
      }
    }
    if (length < 0) {
      skipChunks(in);
    } else {
      in.skipNBytes(length);
    }
  }

  private static void skipChunks(InputStream in) throws IOException {
    long length;
    do {
      length = Long.parseLong(line(in), 16);
      in.skipNBytes(length);
      line(in);
    } while (length > 0);
  }

  private static byte[] bytes(Answer answer) {
    String head =
        "HTTP/1.1 %d X\r\nContent-Type: application/json; charset=UTF-8\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(
                answer.status,
                answer.gzipped ? "Content-Encoding: gzip\r\n" : "",
                answer.body.length);
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + answer.body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(answer.body, 0, all, start.length, answer.body.length);
    return all;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      if (octet != '\r') {
        line.append((char) octet);
      }
      if (line.length() > LINE_LIMIT) {
        throw new IOException("a line of more than " + LINE_LIMIT);
      }
    }
    return line.toString();
  }

  /** JSON, with a status. */
  static final class Answer {
    private final int status;
    private final byte[] body;
    private final boolean gzipped;

    private Answer(int status, byte[] body, boolean gzipped) {
      this.status = status;
      this.body = body;
      this.gzipped = gzipped;
    }

    static Answer of(String json) {
      return new Answer(200, json.getBytes(StandardCharsets.UTF_8), false);
    }

    static Answer gzipped(byte[] body) {
      return new Answer(200, body, true);
    }

    static Answer failed(int status) {
      return new Answer(status, "{}".getBytes(StandardCharsets.UTF_8), false);
    }
  }
}
