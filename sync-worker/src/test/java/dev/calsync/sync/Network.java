package dev.calsync.sync;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network between the worker and Google, which can be cut in the middle of anything, and on
 * which what is changed there can be overheard.
 */
final class Network {
  private static final Pattern CHANGE = Pattern.compile("(POST|PUT|PATCH|DELETE) /\\S+(?= HTTP/1)");
  private static final int LONGEST_LINE = 10_000;
  private static final int MOST_OVERHEARD = 10_000;

  private final Deque<String> overheard = new ConcurrentLinkedDeque<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket here;
  private final URI there;
  private volatile boolean cut;

  Network(URI there) {
    this.there = there;
    try {
      this.here = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("network").start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + here.getLocalPort() + "/";
  }

  /** Whatever is on its way is lost, and nothing gets through. */
  void cut() {
    cut = true;
    open.forEach(Network::reset);
  }

  void mend() {
    cut = false;
  }

  /** The latest changes that were asked for in what has this in its path: method and path. */
  List<String> overheard(String path) {
    return overheard.stream().filter(change -> change.contains(path)).toList();
  }

  private void accept() {
    while (!here.isClosed()) {
      try {
        Socket near = here.accept();
        open.add(near);
        if (cut) {
          reset(near);
        } else {
          Socket far = new Socket(there.getHost(), there.getPort());
          open.add(far);
          Thread.ofVirtual().start(() -> pass(near, far, Ear::new));
          Thread.ofVirtual().start(() -> pass(far, near, out -> out));
        }
      } catch (IOException _) {
        // The next one may get through.
      }
    }
  }

  private void pass(Socket from, Socket to, UnaryOperator<OutputStream> way) {
    try {
      from.getInputStream().transferTo(way.apply(to.getOutputStream()));
      to.shutdownOutput();
    } catch (IOException _) {
      reset(to);
    } finally {
      open.remove(from);
    }
  }

  /** As a cable that is pulled, not as a farewell. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It is closed.
    }
  }

  /** Passes everything on, and keeps the lines that ask for a change. */
  private final class Ear extends FilterOutputStream {
    private final StringBuilder line = new StringBuilder();

    Ear(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      new String(bytes, offset, length, StandardCharsets.ISO_8859_1).chars().forEach(this::hear);
      out.write(bytes, offset, length);
    }

    private void hear(int octet) {
      if (octet != '\n') {
        line.append((char) octet);
        if (line.length() > 2 * LONGEST_LINE) {
          line.delete(0, LONGEST_LINE);
        }
        return;
      }
      // A body need not end with its line, so the next request may stand behind one.
      Matcher change = CHANGE.matcher(line);
      if (change.find()) {
        overheard.add(change.group());
        if (overheard.size() > MOST_OVERHEARD) {
          overheard.poll();
        }
      }
      line.setLength(0);
    }
  }
}
