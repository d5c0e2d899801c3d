package dev.calsync.sync.google;

import dev.calsync.sync.google.BoundedInput.TooLongException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of Google's pages may be in the heap at once, of all turns together. A page has its
 * place from when it is read until what it brought is kept. Whoever finds no room waits with an
 * answer that is not read to its end; one that has begun and grows too heavy is asked for in
 * smaller pieces instead, so that those who have a place never wait for each other.
 */
public final class PageRoom {
  /** What is lighter needs no room: most pages have an event or two. */
  private static final long LIGHT = 256 * 1024;

  /** Of the heap. As much again is made of the pages, and there is everything else. */
  private static final double SHARE = 0.25;

  /** So many heavy pages are begun at once. */
  private static final int READERS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int KILOBYTE = 1024;

  private final Semaphore kilobytes;
  private final int step;

  /** Of this process. */
  PageRoom() {
    this(Runtime.getRuntime().maxMemory());
  }

  /** Of a heap of so many bytes. */
  PageRoom(long heap) {
    int room = (int) Math.min(Integer.MAX_VALUE, (long) (heap * SHARE) / KILOBYTE);
    this.kilobytes = new Semaphore(room, true);
    this.step = room / READERS;
  }

  /** For one page at a time. */
  Place place() {
    return new Place();
  }

  /** Where one page after the other is kept. */
  public final class Place implements AutoCloseable {
    private int held;

    private Place() {}

    /**
     * So heavy is what was read of the page until now, in bytes of heap.
     *
     * @throws TooLongException if there is no room for more of it
     * @throws IOException if no room for any was found in time
     */
    void weigh(long weight) throws IOException {
      if (weight <= LIGHT || kilobytes(weight) <= held) {
        return;
      }
      if (held == 0 ? !await() : !kilobytes.tryAcquire(step)) {
        if (held == 0) {
          throw new IOException("no room for a page within " + PATIENCE);
        }
        throw new TooLongException((long) held * KILOBYTE);
      }
      held += step;
      weigh(weight);
    }

    private boolean await() throws IOException {
      try {
        return kilobytes.tryAcquire(step, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while a page waited for room", e);
      }
    }

    /** The page was read: what it did not need is free again. */
    void settle(long weight) {
      release(held - Math.min(held, weight <= LIGHT ? 0 : kilobytes(weight)));
    }

    /** What it brought is kept: the next may come. */
    public void clear() {
      release(held);
    }

    @Override
    public void close() {
      clear();
    }

    private void release(int unused) {
      held -= unused;
      kilobytes.release(unused);
    }

    private static int kilobytes(long weight) {
      return Math.toIntExact(Math.ceilDiv(weight, KILOBYTE));
    }
  }
}
