package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a reader may take, in a time that passes only where it is written to. */
class ConnectionTests {
  private static final long DEADLINE = Duration.ofSeconds(4).toNanos();
  private static final long CHECK = Duration.ofMillis(500).toNanos();

  private long now = 1;
  private int cuts;
  private int longest;
  private int read;
  private final Connection connection = new Connection(() -> cuts++, () -> now);

  @Test
  void slowReaderWhoReadsKeepsItsStreamThroughAFrameThatTakesLongerThanOneWriteMay()
      throws IOException {
    connection.open(takesFor(Duration.ofSeconds(3)));
    connection.write(frame(100_000));
    connection.write(frame(100));
    connection.flush();
    assertThat(read).isEqualTo(100_100);
    assertThat(now).isGreaterThan(5 * DEADLINE);
    assertThat(longest).isEqualTo(16 * 1024);
    assertThat(cuts).isZero();
  }

  @Test
  void readerWhoTakesNothingIsCutOffAtItsFirstDeadline() throws IOException {
    connection.open(takesFor(Duration.ofSeconds(4)));
    connection.write(frame(100));
    connection.flush();
    assertThat(cuts).isOne();
  }

  @Test
  void whatIsNotWrittenToIsNotStuck() throws IOException {
    connection.open(takesFor(Duration.ZERO));
    connection.write(frame(100_000));
    connection.flush();
    assertThat(connection.cutIfStuck(now + 100 * DEADLINE, DEADLINE)).isZero();
  }

  private static Frame frame(int bytes) {
    return new Frame(1, null, new byte[bytes]);
  }

  /** A reader who takes that long for each write, looked after meanwhile. */
  private OutputStream takesFor(Duration pause) {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void write(byte[] bytes, int from, int count) {
        for (long end = now + pause.toNanos(); now < end; now += CHECK) {
          connection.cutIfStuck(now, DEADLINE);
        }
        connection.cutIfStuck(now, DEADLINE);
        longest = Math.max(longest, count);
        read += count;
      }
    };
  }
}
