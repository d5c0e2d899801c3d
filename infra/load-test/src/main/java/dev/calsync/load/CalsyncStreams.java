package dev.calsync.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The notifier, in front of a log and a topic that are filled as sync-worker fills them. */
final class CalsyncStreams implements StreamServer {
  private static final Pattern USED = Pattern.compile(" used (\\d+)K");
  private static final double KIB = 1024;

  private final Installation.Notifier notifier;
  private final Audience audience;

  CalsyncStreams(Installation installation, int people) throws IOException {
    this.audience = new Audience(installation, people);
    this.notifier = installation.startNotifier("streams-" + people);
  }

  @Override
  public int port() {
    return notifier.port();
  }

  @Override
  public String request(int stream) {
    return "GET /api/stream HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: "
        + audience.cookie(stream)
        + "\r\n\r\n";
  }

  @Override
  public void prepare(int first, int count) {
    audience.commit(first, count);
  }

  @Override
  public void send(int first, int count) {
    audience.announce(first, count);
  }

  @Override
  public double cpu() {
    return notifier.program().cpu();
  }

  @Override
  public double resident() {
    return Resident.of(notifier.program().pid());
  }

  @Override
  public OptionalDouble heap() {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("the heap's size was not told");
    }
    return OptionalDouble.of(Long.parseLong(used.group(1)) * KIB);
  }

  private String jcmd(String command) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(notifier.program().pid()),
                  command)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    notifier.program().close();
    audience.close();
  }
}
