package dev.calsync.testsupport.stream;

import java.time.Duration;

/** Hears what one stream tells, on the crowd's one thread: it must not block. */
public interface Listener {
  /** The answer's head has come. */
  default void answered(int status) {}

  /** The server says how long to wait before coming back. */
  default void comeBackAfter(Duration pause) {}

  /** A message has come whole. */
  void told(Message message);

  /** It is over, whoever ended it; nothing follows. */
  default void ended() {}
}
