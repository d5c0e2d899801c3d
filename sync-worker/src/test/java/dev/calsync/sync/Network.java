package dev.calsync.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between the worker and Google, which can be cut in the middle of anything. */
final class Network {
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
          Thread.ofVirtual().start(() -> pass(near, far));
          Thread.ofVirtual().start(() -> pass(far, near));
        }
      } catch (IOException _) {
        // The next one may get through.
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
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
}
