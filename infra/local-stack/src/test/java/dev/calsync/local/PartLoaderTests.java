package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PartLoaderTests {
  @Test
  void whateverThreadAPartMakesBelongsToIt() throws Exception {
    Callable<Optional<String>> inPlatformThread =
        () -> {
          try (var executor = Executors.newSingleThreadExecutor()) {
            return executor.submit(PartLoaderTests::here).get();
          }
        };
    Callable<Optional<String>> inVirtualThread =
        () -> {
          try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.submit(inPlatformThread).get();
          }
        };
    assertThat(PartLoader.within("sync-worker", inVirtualThread)).contains("sync-worker");
  }

  @Test
  void aLoaderOnTopHidesNothing() throws Exception {
    Callable<Optional<String>> below =
        () -> {
          var parent = Thread.currentThread().getContextClassLoader();
          try (var loader = new URLClassLoader(new URL[0], parent)) {
            return PartLoader.partOf(loader);
          }
        };
    assertThat(PartLoader.within("notifier", below)).contains("notifier");
  }

  @Test
  void afterwardsTheThreadIsNobodysAgain() throws Exception {
    PartLoader.within("kafka", () -> "");
    assertThat(here()).isEmpty();
  }

  private static Optional<String> here() {
    return PartLoader.partOf(Thread.currentThread().getContextClassLoader());
  }
}
