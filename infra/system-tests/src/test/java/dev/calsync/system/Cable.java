package dev.calsync.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cable between a reader and the front door, which can be cut and mended. */
final class Cable implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket door;
  private final int to;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private boolean cut;

  private Cable(ServerSocket door, int to) {
    this.door = door;
    this.to = to;
    Thread.ofVirtual().name("cable").start(this::accept);
  }

  /** A cable that ends at this port of this machine. */
  static Cable to(int port) {
    try {
      return new Cable(
          new ServerSocket(FreePort.next(), BACKLOG, InetAddress.getLoopbackAddress()), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it begins. */
  int port() {
    return door.getLocalPort();
  }

  String url() {
    return "http://localhost:" + port();
  }

  /** Every connection breaks, and no new one comes about. */
  synchronized void cut() {
    cut = true;
    ends.forEach(Cable::close);
    ends.clear();
  }

  synchronized void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException _) {
        // Closed, or the front door is not there: the one who came will come again.
      }
    }
  }

  private synchronized void connect(Socket near) throws IOException {
    if (cut) {
      close(near);
      return;
    }
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      ends.add(near);
      ends.add(far);
      Thread.ofVirtual().start(() -> carry(near, far));
      Thread.ofVirtual().start(() -> carry(far, near));
    } catch (IOException e) {
      close(near);
      throw e;
    }
  }

  private void carry(Socket from, Socket target) {
    try (InputStream in = from.getInputStream();
        OutputStream out = target.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException _) {
      // One end broke; the other shall notice.
    } finally {
      close(from);
      close(target);
      ends.remove(from);
      ends.remove(target);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no more use either way.
    }
  }
}
