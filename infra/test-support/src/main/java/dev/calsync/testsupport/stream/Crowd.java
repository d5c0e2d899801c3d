package dev.calsync.testsupport.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Many readers of streams, on one thread and little memory. */
public final class Crowd implements AutoCloseable {
  private final byte[] bytes = new byte[64 * 1024];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Selector selector;
  private volatile boolean open = true;

  /** A crowd of none, yet. */
  public Crowd() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("crowd").start(this::run);
  }

  /** One more reader, whose connection takes in what comes in ever larger portions. */
  public Reader open(int port, String path, List<String> headers, Listener listener) {
    return open(port, path, headers, listener, 0);
  }

  /**
   * One more reader.
   *
   * @param headers lines of the request's head
   * @param receiveBuffer bytes that its end of the connection holds; 0: as the system likes
   */
  public Reader open(
      int port, String path, List<String> headers, Listener listener, int receiveBuffer) {
    // HTTP/1.0: the answer is the stream itself, in no chunks.
    String head = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\n";
    String rest = headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
    var one = new One((head + rest + "\r\n").getBytes(StandardCharsets.UTF_8), listener);
    tasks.add(() -> one.connect(port, receiveBuffer));
    selector.wakeup();
    return one;
  }

  /** Breaks all off. */
  @Override
  public void close() {
    open = false;
    selector.wakeup();
  }

  private void run() {
    try (selector) {
      while (open) {
        selector.select();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        for (SelectionKey key : selector.selectedKeys()) {
          ((One) key.attachment()).ready(key);
        }
        selector.selectedKeys().clear();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in it is the crowd's thread's own. */
  private final class One implements Reader {
    private final byte[] request;
    private final Listener listener;
    private final StreamParser parser;
    private @Nullable SelectionKey key;
    private boolean over;
    private int left = Integer.MAX_VALUE;

    private One(byte[] request, Listener listener) {
      this.request = request;
      this.listener = listener;
      this.parser = new StreamParser(listener);
    }

    @Override
    public void cut() {
      later(this::end);
    }

    @Override
    public void cutAfter(int bytes) {
      later(() -> left = bytes);
    }

    @Override
    public void pause() {
      later(() -> interest(0));
    }

    @Override
    public void resume() {
      later(() -> interest(SelectionKey.OP_READ));
    }

    private void later(Runnable task) {
      tasks.add(task);
      selector.wakeup();
    }

    private void interest(int operations) {
      if (key != null && key.isValid() && (key.interestOps() & SelectionKey.OP_CONNECT) == 0) {
        key.interestOps(operations);
      }
    }

    private void connect(int port, int receiveBuffer) {
      if (over) {
        return;
      }
      try {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        if (receiveBuffer > 0) {
          channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(new InetSocketAddress("localhost", port));
      } catch (IOException _) {
        end();
      }
    }

    private void ready(SelectionKey ready) {
      var channel = (SocketChannel) ready.channel();
      try {
        if (ready.isValid() && ready.isConnectable() && channel.finishConnect()) {
          ready.interestOps(SelectionKey.OP_READ);
          channel.write(ByteBuffer.wrap(request)); // far smaller than any send buffer
        } else if (ready.isValid() && ready.isReadable()) {
          read(channel);
        }
      } catch (IOException _) {
        end();
      }
    }

    private void read(SocketChannel channel) throws IOException {
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) {
        end();
        return;
      }
      int taken = Math.min(count, left);
      buffer.flip().get(bytes, 0, taken);
      parser.take(bytes, taken);
      if (left != Integer.MAX_VALUE) {
        left -= taken;
        if (left == 0) {
          end();
        }
      }
    }

    private void end() {
      if (over) {
        return;
      }
      over = true;
      if (key != null) {
        try {
          key.channel().close();
        } catch (IOException _) {
          // It is over either way.
        }
      }
      listener.ended();
    }
  }
}
