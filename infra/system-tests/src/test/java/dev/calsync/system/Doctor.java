package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The doctor's jar, run once as an operator would, with settings in its environment only. */
final class Doctor {
  private final Map<String, String> environment;

  Doctor(RunningSystem system) {
    environment = system.environment();
  }

  Diagnosis examines(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Program.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    command.addAll(List.of(Folders.jar("infra/doctor").toString(), "--json"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Program.forgetOurs(builder.environment());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      byte[] printed = process.getInputStream().readAllBytes();
      return new Diagnosis(process.waitFor(), new String(printed, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How it ended, and what it printed. */
  record Diagnosis(int exitCode, String text) {
    /** The first finding of a check. */
    JsonNode finding(String check) {
      return Http.JSON
          .readTree(text)
          .path("checks")
          .valueStream()
          .filter(each -> each.path("name").asString().equals(check))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no check " + check + " in " + text))
          .path("findings")
          .path(0);
    }
  }
}
