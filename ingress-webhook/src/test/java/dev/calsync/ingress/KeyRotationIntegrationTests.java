package dev.calsync.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.ChannelToken;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The channel token's key is replaced as grants.md says, while Google pushes all the time. */
class KeyRotationIntegrationTests {
  private static final int CALLERS = 4;
  private static final String OLD = "2026a:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";
  private static final String NEW = "2026b:YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=";

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final AtomicInteger port = new AtomicInteger();
  private final Map<Integer, Integer> calledLast = new ConcurrentHashMap<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final List<ConfigurableApplicationContext> running = new CopyOnWriteArrayList<>();

  @Test
  void noPushIsRefusedWhileTheKeyIsReplaced() throws IOException {
    runsWith(OLD);
    String before = opened(GooglePush.SECOND);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        callers.execute(() -> pushAllTheTime(caller));
      }
      try {
        runsWith(OLD + "," + NEW);
        opened(GooglePush.FIRST);
        awaitMorePushes();
        tokens.remove(before); // All channels were renewed meanwhile.
        awaitMorePushes();
        runsWith(NEW);
        awaitMorePushes();
      } finally {
        going.set(false);
      }
    }
    assertThat(statuses).hasSizeGreaterThan(3 * CALLERS).containsOnly(204);
    assertThat(GooglePush.withToken(before).send(port.get()).status()).isEqualTo(401);
  }

  @AfterEach
  void stop() {
    running.forEach(ConfigurableApplicationContext::close);
  }

  /** A channel manager that signs with this key opens a channel. */
  private String opened(ChannelToken.Key key) {
    String token = GooglePush.token(key, GooglePush.CHANNEL, Duration.ofDays(7));
    tokens.add(token);
    return token;
  }

  /** Another one starts, the callers are led to it, and the one before ends. */
  private void runsWith(String keys) {
    ConfigurableApplicationContext next =
        IngressApplication.application()
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName(),
                "--calsync.topics.partitions=3",
                "--calsync.channel-token.keys=" + keys,
                "--spring.kafka.bootstrap-servers=" + TestInfrastructure.bootstrapServers());
    int its = next.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    port.set(its);
    if (!running.isEmpty()) {
      await()
          .until(() ->
              calledLast.size() == CALLERS
                  && calledLast.values().stream().allMatch(last -> last == its));
      running.removeFirst().close();
    }
    running.add(next);
  }

  private void awaitMorePushes() {
    int before = statuses.size();
    await().until(() -> statuses.size() > before + 2 * CALLERS);
  }

  private void pushAllTheTime(int caller) {
    while (going.get()) {
      int called = port.get();
      List<String> living = List.copyOf(tokens);
      String token = living.get(ThreadLocalRandom.current().nextInt(living.size()));
      try {
        statuses.add(GooglePush.withToken(token).send(called).status());
      } catch (IOException _) {
        statuses.add(0);
      }
      calledLast.put(caller, called);
    }
  }
}
