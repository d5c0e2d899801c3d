package dev.calsync.sync.google;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** A server that answers whatever a test wants, byte by byte. */
public final class HostileServer implements AutoCloseable {
  private static final byte[] JUNK = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);

  final AtomicInteger connections = new AtomicInteger();
  final AtomicLong written = new AtomicLong();

  /** The first lines of all requests. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Answer answer;

  /** One that is up until it is closed. */
  public HostileServer(Answer answer) {
    this.answer = answer;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /** The request that is being answered, when there is one at a time. */
  String request() {
    return requests.getLast();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      while (readRequest(in)) {
        answer.write(new Counting(socket.getOutputStream()));
      }
    } catch (IOException _) {
      // The client has had enough.
    }
  }

  private boolean readRequest(BufferedReader in) throws IOException {
    String line = in.readLine();
    boolean any = line != null;
    if (line != null) {
      requests.add(line);
    }
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
    return any;
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  /** Writes a whole answer. */
  public static void body(OutputStream out, int status, String header, byte[] body)
      throws IOException {
    head(out, status, header, "Content-Length: " + body.length);
    out.write(body);
  }

  static void head(OutputStream out, int status, String... headers) throws IOException {
    text(out, "HTTP/1.1 " + status + " Because\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
  }

  static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static void chunk(OutputStream out, byte[] bytes) throws IOException {
    text(out, Integer.toHexString(bytes.length) + "\r\n");
    out.write(bytes);
    text(out, "\r\n");
  }

  static void endless(OutputStream out) throws IOException {
    for (int i = 0; i < 16_384; i++) {
      out.write(JUNK);
    }
  }

  static void endlessChunks(OutputStream out) throws IOException {
    for (int i = 0; i < 16_384; i++) {
      chunk(out, JUNK);
    }
  }

  static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /** What is written for each request. */
  public interface Answer {
    /** Writes all of it, head and body. */
    void write(OutputStream out) throws IOException;
  }

  private final class Counting extends OutputStream {
    private final OutputStream out;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      written.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      written.addAndGet(length);
    }
  }
}
