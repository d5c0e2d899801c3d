package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.stream.Crowd;
import dev.calsync.testsupport.stream.Listener;
import dev.calsync.testsupport.stream.Message;
import dev.calsync.testsupport.stream.Reader;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** P23: many streams on one node, a tenth of which never read. */
class StreamCrowdIntegrationTests {
  private static final int STREAMS = Integer.getInteger("guarantees.streams", 300);
  private static final int STALLED = STREAMS / 10;
  private static final Duration LASTING =
      Duration.ofSeconds(Integer.getInteger("guarantees.seconds", 3));

  /** In a build much else runs, and nothing is warm. */
  private static final int P99_MILLIS = STREAMS < 5_000 ? 3_000 : 1_000;

  private static final int STREAMS_OF_ONE = 50;
  private static final String LONG = "x".repeat(100_000);
  private static final int LONG_ONES = 60; // together more than a connection takes in
  private static final int AT_ONCE = 50;
  private static final long MIB = 1 << 20;

  private final AtomicInteger open = new AtomicInteger();
  private int opened;
  private final Delays delays = new Delays();

  @Test
  @Timeout(1_800)
  void manyStreamsAreToldSoonAndThoseThatNeverReadAreCutOff() {
    Tables.migrate();
    try (Node node =
            Node.start(
                TestInfrastructure.database(),
                "calsync.stream.per-session=1000",
                "calsync.stream.per-user=1000",
                "calsync.stream.heartbeat=1s", // finds readers that are gone
                "calsync.stream.drain-window=0s");
        var crowd = new Crowd()) {
      World world = node.world();
      List<Diary> diaries = diaries(node, world, STREAMS - STALLED);
      List<Diary> stalled = diaries(node, world, STALLED);
      var meters = node.bean(MeterRegistry.class);
      leave(open(crowd, node, diaries, 10), meters); // what the first bring to life stays

      long filesBefore = files(meters);
      Map<String, Integer> kindsBefore = kinds();
      long heapBefore = heap();
      List<Reader> readers = open(crowd, node, diaries, STREAMS - STALLED);
      List<Reader> dead = open(crowd, node, stalled, STALLED);
      dead.forEach(Reader::pause);
      long heapWith = heap();

      long end = System.nanoTime() + LASTING.toNanos();
      stalled.forEach(diary -> diary.changes(LONG_ONES, LONG));
      double longest = 0; // seconds; the meter forgets it after some minutes
      while (System.nanoTime() - end < 0) {
        diaries.forEach(diary -> diary.changes(1, ""));
        longest = Math.max(longest, longestStuck(meters));
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> meters.get("calsync.sse.stuck").timer().count() == STALLED);
      longest = Math.max(longest, longestStuck(meters));
      long heapAfter = heap();
      long expected = Delays.expected(diaries, STREAMS - STALLED);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(delays.count()).isEqualTo(expected));
      dead.forEach(Reader::cut);
      leave(readers, meters);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(files(meters))
                  .as(() -> more(kindsBefore))
                  .isLessThanOrEqualTo(filesBefore + 20));

      System.out.printf(
          "P23: %d streams, %d told; p50 %d ms, p99 %d ms, max %d ms; %d cut, the longest after %.2f"
              + " s; heap %+d MiB with all open, %+d MiB at the end, both ends of each stream in it;"
              + " %d files before, %d after%n",
          STREAMS,
          delays.count(),
          delays.at(0.5),
          delays.at(0.99),
          delays.at(1),
          STALLED,
          longest,
          (heapWith - heapBefore) / MIB,
          (heapAfter - heapBefore) / MIB,
          filesBefore,
          files(meters));
      assertThat(delays.at(0.99)).isLessThan(P99_MILLIS);
      assertThat(longest).isLessThanOrEqualTo(5);
      assertThat(heapWith - heapBefore).isLessThan(100 * MIB);
      assertThat(heapAfter - heapBefore).isLessThan(100 * MIB);
    }
  }

  private static List<Diary> diaries(Node node, World world, int streams) {
    return IntStream.range(0, Math.max(1, streams / STREAMS_OF_ONE))
        .mapToObj(i -> new Diary(node, world, i, false))
        .toList();
  }

  private List<Reader> open(Crowd crowd, Node node, List<Diary> diaries, int count) {
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> head =
          List.of(
              "Cookie: " + diaries.get(i % diaries.size()).person().cookie(), "Last-Event-ID: 0");
      readers.add(crowd.open(node.port(), "/api/stream", head, new Timed(), 4096));
      opened++;
      if (i % AT_ONCE == 0 || i == count - 1) {
        await().atMost(Duration.ofSeconds(60)).until(() -> open.get() == opened);
      }
    }
    return readers;
  }

  private void leave(List<Reader> readers, MeterRegistry meters) {
    readers.forEach(Reader::cut);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> meters.get("calsync.sse.streams").gauge().value() == 0);
  }

  private static double longestStuck(MeterRegistry meters) {
    return meters.get("calsync.sse.stuck").timer().max(TimeUnit.SECONDS);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Open files, but for connections to the database: their pool grows as it is needed, and stays.
   */
  private static long files(MeterRegistry meters) {
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getOpenFileDescriptorCount()
        - (long) meters.get("hikaricp.connections").gauge().value();
  }

  /** What is open, as Linux names it, and how much of each kind. */
  private static Map<String, Integer> kinds() {
    Map<String, Integer> kinds = new TreeMap<>();
    try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : files) {
        kinds.merge(
            Files.readSymbolicLink(file).toString().replaceAll("\\d+", "#"), 1, Integer::sum);
      }
    } catch (IOException e) {
      kinds.put("there is no telling what is open: " + e, 1);
    }
    return kinds;
  }

  /** Of which kinds there are more now. */
  private static String more(Map<String, Integer> before) {
    Map<String, Integer> more = kinds();
    before.forEach((kind, count) -> more.merge(kind, -count, Integer::sum));
    more.values().removeIf(count -> count <= 0);
    return more.toString();
  }

  /** One reader, who looks at the clock. */
  private final class Timed implements Listener {
    @Override
    public void comeBackAfter(Duration pause) {
      open.incrementAndGet();
    }

    @Override
    public void told(Message message) {
      if (message.event().equals("change")) {
        String time = JsonMapper.shared().readTree(message.data()).get("time").asString();
        delays.add(Duration.between(Instant.parse(time), Instant.now()).toMillis());
      }
    }
  }

  /** How long changes took to readers, by the millisecond. */
  private static final class Delays {
    private final int[] counts = new int[60_000];
    private int count;

    private synchronized void add(long millis) {
      counts[Math.clamp(millis, 0, counts.length - 1)]++;
      count++;
    }

    private synchronized long count() {
      return count;
    }

    private synchronized int at(double share) {
      int left = (int) Math.ceil(count * share);
      for (int millis = 0; millis < counts.length; millis++) {
        left -= counts[millis];
        if (left <= 0) {
          return millis;
        }
      }
      return counts.length;
    }

    /** How often that many streams, dealt out in turn, are told. */
    private static long expected(List<Diary> diaries, int streams) {
      return IntStream.range(0, streams)
          .mapToLong(i -> diaries.get(i % diaries.size()).head())
          .sum();
    }
  }
}
