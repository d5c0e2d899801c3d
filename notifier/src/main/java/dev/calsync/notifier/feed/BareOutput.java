package dev.calsync.notifier.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee11.servlet.HttpOutput;

/**
 * The answer itself: what is written goes out at once, past the server's buffer, of which an open
 * stream would else hold 32 KB.
 */
final class BareOutput extends OutputStream {
  private final HttpOutput answer;

  BareOutput(HttpOutput answer) {
    this.answer = answer;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    answer.write(ByteBuffer.wrap(bytes, from, count));
  }
}
