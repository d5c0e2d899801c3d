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
 * place from when it is read until what it brought is kept. One that turns out to be heavy waits
 * for room in the middle; one that grows beyond the room there is comes in smaller pieces instead,
 * so that those who have room never wait for each other. Full readings never have all of it, and so
 * that none of their pages waits long in the middle, Google is asked for so many only at once.
 */
@Component
public class PageRoom {
  /** What is lighter needs no room: most pages have an event or two. */
  private static final long LIGHT = 256 * 1024;

  /** Of the heap. As much again is made of the pages, and there is everything else. */
  private static final double SHARE = 0.25;

  /** So many heavy pages are there at once, one of which is not of a full reading. */
  private static final int READERS = 4;

  /** Google may take half a minute for each, and most calendars have no heavy page at all. */
  private static final int ASKED = 3 * (READERS - 1);

  /** Shorter than Google may take, and than a turn: what does not fit is asked for later. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int KILOBYTE = 1024;

  private final Semaphore all;
  private final Semaphore ofFullReadings;
  private final Semaphore asked = new Semaphore(ASKED, true);
  private final int step;

  /** Of this process. */
  @Autowired
  public PageRoom() {
    this(Runtime.getRuntime().maxMemory());
  }

  /** Of a heap of so many bytes. */
  public PageRoom(long heap) {
    int room = (int) Math.min(Integer.MAX_VALUE, (long) (heap * SHARE) / KILOBYTE);
    this.step = room / READERS;
    this.all = new Semaphore(READERS * step, true);
    this.ofFullReadings = new Semaphore((READERS - 1) * step, true);
  }

  /** For one page at a time, in one thread at a time. */
  public Place place() {
    return new Place();
  }

  /** Whether nobody has a place. */
  public boolean isFree() {
    return asked.availablePermits() == ASKED
        && all.availablePermits() == READERS * step
        && ofFullReadings.availablePermits() == (READERS - 1) * step;
  }

  /** All waiting for room is here. */
  boolean await(Semaphore room, int permits, Duration patience) {
    try {
      return room.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int kilobytes(long weight) {
    return weight <= LIGHT ? 0 : Math.toIntExact(Math.ceilDiv(weight, KILOBYTE));
  }

  /** Where one page after the other is kept. */
  public final class Place implements AutoCloseable {
    private boolean full;
    private boolean asking;
    private int held;
    private long weight;

    private Place() {}

    /**
     * Another page is to be asked for; of the one before, nothing is kept.
     *
     * @param full of a reading of everything: many of those wait for each other
     * @return whether Google may be asked
     */
    boolean begin(boolean full) {
      clear();
      this.full = full;
      asking = full && await(asked, 1, PATIENCE);
      return asking == full;
    }

    /**
     * Another item of the page was read.
     *
     * @throws TooLongException if there is no room for more of the page
     * @throws NoRoomException if no room for any was found in time
     */
    void add(RawItem item) throws TooLongException, NoRoomException {
      weight += item.weight();
      while (kilobytes(weight) > held) {
        if (held == 0 && !take(PATIENCE)) {
          throw new NoRoomException();
        }
        if (kilobytes(weight) > held && !take(Duration.ZERO)) {
          throw new TooLongException((long) held * KILOBYTE);
        }
      }
    }

    /** The page was read: what it did not need is free again. */
    void settle() {
      answered();
      release(held - Math.min(held, kilobytes(weight)));
    }

    /** What it brought is kept. */
    public void clear() {
      answered();
      release(held);
      weight = 0;
    }

    private void answered() {
      if (asking) {
        asking = false;
        asked.release();
      }
    }

    @Override
    public void close() {
      clear();
    }

    private boolean take(Duration patience) {
      if (full && !await(ofFullReadings, step, patience)) {
        return false;
      }
      if (!await(all, step, patience)) {
        if (full) {
          ofFullReadings.release(step);
        }
        return false;
      }
      held += step;
      return true;
    }

    private void release(int unused) {
      held -= unused;
      all.release(unused);
      if (full) {
        ofFullReadings.release(unused);
      }
    }
  }

  /** Others have all the room, for longer than anybody waits. */
  static final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException() {
      super("no room for a page within " + PATIENCE);
    }
  }
}
