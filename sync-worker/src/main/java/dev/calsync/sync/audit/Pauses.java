package dev.calsync.sync.audit;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** How an audit lets time pass. */
@Component
class Pauses {
  void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
