package dev.calsync.sync.google;

import dev.calsync.sync.google.BoundedInput.TooLongException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much of Google's pages may be in the heap at once, of all turns together. A page has its
 * place from when it is read until what it brought is kept. Whoever reads a calendar in full waits
 * for room before Google is asked; a page of changes needs some only if it is heavy, and then waits
 * in the middle. One that grows beyond the room there is comes in smaller pieces instead, so that
 * those who have a place never wait for each other. Full readings never have all of it.
 */
@Component
public class PageRoom {
  /** What is lighter needs no room: most pages have an event or two. */
  private static final long LIGHT = 256 * 1024;

  /** Of the heap. As much again is made of the pages, and there is everything else. */
  private static final double SHARE = 0.25;

  /** What a page that is begun has at least: most of a calendar's pages weigh no more. */
  private static final long STEP = 8L * 1024 * 1024;

  /** In a small heap steps are smaller, in a large one larger. */
  private static final int FEWEST_STEPS = 4;

  private static final int MOST_STEPS = 64;

  /** Shorter than Google may take, and than a turn: what does not fit is asked for later. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int KILOBYTE = 1024;

  private final Semaphore all;
  private final Semaphore ofFullReadings;
  private final int steps;
  private final int step;

  /** Of this process. */
  @Autowired
  public PageRoom() {
    this(Runtime.getRuntime().maxMemory());
  }

  /** Of a heap of so many bytes. */
  public PageRoom(long heap) {
    long room = Math.min(Integer.MAX_VALUE, (long) (heap * SHARE) / KILOBYTE);
    this.steps = Math.clamp(room * KILOBYTE / STEP, FEWEST_STEPS, MOST_STEPS);
    this.step = (int) room / steps;
    this.all = new Semaphore(steps * step, true);
    this.ofFullReadings = new Semaphore(stepsOfFullReadings() * step, true);
  }

  private int stepsOfFullReadings() {
    return steps - steps / FEWEST_STEPS;
  }

  /** For one page at a time, in one thread at a time. */
  public Place place() {
    return new Place();
  }

  /** Whether nobody has a place. */
  public boolean isFree() {
    return all.availablePermits() == steps * step
        && ofFullReadings.availablePermits() == stepsOfFullReadings() * step;
  }

  private static int kilobytes(long weight) {
    return weight <= LIGHT ? 0 : Math.toIntExact(Math.ceilDiv(weight, KILOBYTE));
  }

  /** Where one page after the other is kept. */
  public final class Place implements AutoCloseable {
    private boolean full;
    private int held;
    private long weight;

    private Place() {}

    /**
     * Another page is to be read; of the one before, nothing is kept.
     *
     * @param full of a reading of everything: it has room before it begins
     * @return whether there is room to begin
     */
    boolean begin(boolean full) {
      clear();
      this.full = full;
      return !full || take(PATIENCE);
    }

    /**
     * Another item of the page was read.
     *
     * @throws TooLongException if there is no room for more of the page
     * @throws IOException if no room for any was found in time
     */
    void add(RawItem item) throws IOException {
      weight += item.weight();
      while (kilobytes(weight) > held) {
        if (held == 0 && !take(PATIENCE)) {
          throw new IOException("no room for a page within " + PATIENCE);
        }
        if (kilobytes(weight) > held && !take(Duration.ZERO)) {
          throw new TooLongException((long) held * KILOBYTE);
        }
      }
    }

    /** The page was read: what it did not need is free again. */
    void settle() {
      release(held - Math.min(held, kilobytes(weight)));
    }

    /** What it brought is kept. */
    public void clear() {
      release(held);
      weight = 0;
    }

    @Override
    public void close() {
      clear();
    }

    private boolean take(Duration patience) {
      if (full && !take(ofFullReadings, patience)) {
        return false;
      }
      if (!take(all, patience)) {
        if (full) {
          ofFullReadings.release(step);
        }
        return false;
      }
      held += step;
      return true;
    }

    private boolean take(Semaphore room, Duration patience) {
      try {
        return room.tryAcquire(step, patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private void release(int unused) {
      held -= unused;
      all.release(unused);
      if (full) {
        ofFullReadings.release(unused);
      }
    }
  }
}
