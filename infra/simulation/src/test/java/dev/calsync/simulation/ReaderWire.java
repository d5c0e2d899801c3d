package dev.calsync.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The way from a node to one reader, who may read nothing at all: then a write waits to be cut. */
final class ReaderWire extends OutputStream {
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** Looks, not time: a node that is frozen looks after nothing, and is not to blame. */
  private static final int PATIENCE = 60;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Surroundings around;
  private final boolean stuck;
  private @Nullable Instant writingSince;
  private boolean cut;

  ReaderWire(Surroundings around, boolean stuck) {
    this.around = around;
    this.stuck = stuck;
  }

  void cut() {
    cut = true;
  }

  /** How long the write under way has taken. */
  Duration writing() {
    return writingSince == null ? Duration.ZERO : Duration.between(writingSince, around.now());
  }

  /** What has come since the last time. */
  String read() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (stuck) {
      waitToBeCut();
    }
    bytes.write(octets, offset, length);
  }

  private void waitToBeCut() throws IOException {
    writingSince = around.now();
    for (int look = 0; !cut; look++) {
      around.pause(Duration.ZERO, LOOK);
      if (look > PATIENCE) {
        throw new Violation("a reader that reads nothing is waited for: " + writing());
      }
    }
    throw new IOException("cut");
  }
}
