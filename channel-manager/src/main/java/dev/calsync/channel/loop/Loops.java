package dev.calsync.channel.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the loops once the service is complete, and stops them before anything they use. */
@Component
public final class Loops implements SmartLifecycle {
  private final List<Loop> loops = new ArrayList<>();
  private volatile boolean running;

  /** A loop that begins with the service. */
  public synchronized Loop every(Duration tick, String name, Runnable round) {
    var loop = new Loop(name, tick, round);
    loops.add(loop);
    return loop;
  }

  @Override
  public synchronized void start() {
    loops.forEach(Loop::start);
    running = true;
  }

  @Override
  public synchronized void stop() {
    running = false;
    try {
      for (Loop loop : loops) {
        loop.stop();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
