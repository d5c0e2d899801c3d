package dev.calsync.load;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** One statement over one connection, again and again. */
final class Timed {
  private static final int REPEATED = 200;
  private static final int WARM_UP = 20;

  private Timed() {}

  /** In milliseconds. */
  static Percentiles times(IntConsumer statement) {
    IntStream.range(0, WARM_UP).forEach(statement);
    return Percentiles.of(
        IntStream.range(0, REPEATED)
            .mapToDouble(i -> {
              long from = System.nanoTime();
              statement.accept(i);
              return (System.nanoTime() - from) / 1e6;
            })
            .boxed()
            .toList());
  }

  /** The median and the 99th percentile. */
  static String shown(Percentiles times) {
    return "%s (%s)".formatted(Table.text(times.median()), Table.text(times.at(0.99)));
  }
}
