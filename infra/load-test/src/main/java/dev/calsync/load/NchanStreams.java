package dev.calsync.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;

/**
 * nginx with the nchan module: one worker, so that nothing is passed between workers, and a channel
 * for each person, who has as many streams as with us.
 */
final class NchanStreams implements StreamServer {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
  private static final byte[] TAKEN = "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII);

  private final int port = FreePort.next();
  private final int people;
  private final Process process;
  private final ProcessHandle worker;
  private final Socket publisher;

  NchanStreams(Installation installation, int people) throws IOException {
    this.people = people;
    Path folder = Files.createDirectories(installation.folder().resolve("nginx"));
    Path file =
        Files.writeString(
            folder.resolve("nginx.conf"),
            new ClassPathResource("nchan.conf")
                .getContentAsString(StandardCharsets.UTF_8)
                .formatted(MODULE, port));
    this.process =
        new ProcessBuilder(PROGRAM.toString(), "-p", folder.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    Wait.until("nginx", Duration.ofSeconds(10), () -> process.children().findAny().isPresent());
    this.worker = process.children().findFirst().orElseThrow();
    this.publisher = new Socket(InetAddress.getLoopbackAddress(), port);
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM) && Files.isRegularFile(MODULE);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String request(int stream) {
    return "GET /streams/%d HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
        .formatted(Audience.person(stream));
  }

  @Override
  public void prepare(int first, int count) {}

  /** One after another without waiting for the answers, which are then counted. */
  @Override
  public void send(int first, int count) {
    try {
      for (int number = first; number < first + count; number++) {
        var requests = new StringBuilder();
        String body = data(number);
        for (int person = 0; person < people; person++) {
          requests
              .append("POST /events/")
              .append(person)
              .append(" HTTP/1.1\r\nHost: localhost\r\nContent-Length: ")
              .append(body.length())
              .append("\r\n\r\n")
              .append(body);
        }
        publisher.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
        awaitAnswers();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswers() throws IOException {
    byte[] answers = new byte[64 * 1024];
    int taken = 0;
    int matched = 0;
    while (taken < people) {
      int count = publisher.getInputStream().read(answers);
      if (count < 0) {
        throw new IOException("nginx closed the publisher's connection");
      }
      for (int at = 0; at < count; at++) {
        matched = answers[at] == TAKEN[matched] ? matched + 1 : answers[at] == TAKEN[0] ? 1 : 0;
        if (matched == TAKEN.length) {
          taken++;
          matched = 0;
        }
      }
    }
  }

  /** The same text as the notifier's readers get. */
  private static String data(int number) {
    return """
    {"feedSeq":%d,"calendarId":"01900000-0000-7000-8000-000000000000","seq":%d,\
    "type":"calsync.event.updated.v1","eventId":"load","origin":"push","commandId":null,\
    "time":"2026-11-02T10:15:30.123456789Z",%s\
    """
        .formatted(number, number, Audience.data(number).substring(1));
  }

  @Override
  public double cpu() {
    return Program.cpu(worker);
  }

  @Override
  public double resident() {
    return Resident.of(worker.pid());
  }

  @Override
  public OptionalDouble heap() {
    return OptionalDouble.empty();
  }

  @Override
  public void close() {
    try {
      publisher.close();
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
