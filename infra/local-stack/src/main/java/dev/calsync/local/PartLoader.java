package dev.calsync.local;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Marks the threads of a part. It loads nothing of its own: every thread inherits the context class
 * loader of the one that made it, so what a part starts can be told from what the others start.
 */
final class PartLoader extends ClassLoader {
  private PartLoader(String part, @Nullable ClassLoader parent) {
    super(part, parent);
  }

  /** Runs this as the beginning of the named part. */
  static <T> T within(String part, Callable<T> beginning) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new PartLoader(part, before));
    try {
      return beginning.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The part to which a thread with this loader belongs; a server may have put its own on top. */
  static Optional<String> partOf(@Nullable ClassLoader loader) {
    for (ClassLoader next = loader; next != null; next = next.getParent()) {
      if (next instanceof PartLoader part) {
        return Optional.ofNullable(part.getName());
      }
    }
    return Optional.empty();
  }
}
