package dev.calsync.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where all that libraries and services have to say goes, so that the console stays readable. */
final class LogFile {
  private LogFile() {}

  /**
   * Must come before the first logger is made: logback.xml reads the property. What is printed
   * rather than logged goes to a file beside it, written anew each time.
   */
  static void divert(Path log) {
    System.setProperty("calsync.local.log", withoutSuffix(log));
    // Logging is the JVM's, so it must not be set up by each of the services anew.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    PrintStream printed = printed(Path.of(withoutSuffix(log) + ".out"));
    System.setOut(printed);
    System.setErr(printed);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /** One file per process: parts may share a data folder. */
  static Path in(Path logs, Set<Part> parts) {
    if (parts.contains(Part.SERVICES)) {
      return logs.resolve("calsync.log");
    }
    String titles = parts.stream().map(Part::title).collect(Collectors.joining("-"));
    return logs.resolve(titles + ".log");
  }

  private static PrintStream printed(Path file) {
    try {
      return new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CannotStart("cannot write to %s (%s)".formatted(file, e), e);
    }
  }

  private static String withoutSuffix(Path log) {
    return log.toString().replaceFirst("\\.log$", "");
  }
}
