package dev.calsync.load;

import static java.util.Collections.nCopies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The statements of a turn and nothing else, replayed by PostgreSQL's own benchmark. */
final class Pgbench {
  /** As many as the worker's pool has connections. */
  static final int CLIENTS = 8;

  /** As many turns as one claim gives out. */
  private static final int TURNS_PER_CLAIM = 50;

  private static final String CLAIMED =
      "array(select %s from generate_series(:n::bigint, :n::bigint + %d) as i)"
          .formatted(Calendars.SQL_ID.formatted("i"), TURNS_PER_CLAIM - 1);

  private static final String DEBIAN = "/usr/lib/postgresql";
  private static final Pattern TURNS =
      Pattern.compile("turn\\.sql\\R(?:.*\\R)*? - \\d+ transactions \\([^)]*tps = ([\\d.]+)");

  private final Path program;
  private final Path folder;
  private final int port;

  private Pgbench(Path program, Path folder, int port) {
    this.program = program;
    this.folder = folder;
    this.port = port;
  }

  /** Nothing where PostgreSQL's programs are not installed. */
  static Optional<Pgbench> find(Path folder, int port) {
    return places()
        .map(place -> place.resolve("pgbench"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Pgbench(program, folder, port));
  }

  /**
   * Turns per second over calendars that nobody else touches: half are claimed, half have turns.
   */
  double turnsPerSecond(int from, int to, Duration time) throws IOException {
    Path claim = script("claim.sql", CLAIMED);
    Path turn = script("turn.sql", "array['e' || :event]");
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("-h", "localhost", "-p", Integer.toString(port), "-U", "calsync"));
    command.addAll(List.of("-n", "-M", "prepared", "-j", "2", "-c", Integer.toString(CLIENTS)));
    command.addAll(List.of("-T", Long.toString(time.toSeconds())));
    command.addAll(List.of("-D", "from=" + from, "-D", "to=" + to));
    command.addAll(List.of("-D", "middle=" + (from + to) / 2));
    parameters().forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
    command.addAll(List.of("-f", claim + "@1", "-f", turn + "@" + TURNS_PER_CLAIM, "calsync"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher turns = TURNS.matcher(printed);
    if (!turns.find()) {
      throw new IllegalStateException("pgbench says: " + printed);
    }
    return Double.parseDouble(turns.group(1));
  }

  /** What the worker's statements are given, but for what a script computes. */
  private static Properties parameters() throws IOException {
    var parameters = new Properties();
    try (var given = Pgbench.class.getResourceAsStream("parameters.properties")) {
      parameters.load(given);
    }
    String resource = array(SampleEvents.event(7, 7));
    parameters.put("resources", resource);
    parameters.put("data", resource);
    parameters.put("traces", "{%s}".formatted(String.join(",", nCopies(TURNS_PER_CLAIM, "NULL"))));
    parameters.put("times", "{%s}".formatted(String.join(",", nCopies(TURNS_PER_CLAIM, "1"))));
    return parameters;
  }

  /** An array of one text. */
  private static String array(String text) {
    return "{\"%s\"}".formatted(text.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /** A script, with what pgbench can neither compute nor be told. */
  private Path script(String name, String ids) throws IOException {
    try (var script = Pgbench.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          folder.resolve(name),
          text.replaceAll(":(calendar|id|user)\\b", Calendars.SQL_ID.formatted(":n::bigint"))
              .replaceAll(":scope\\b", Calendars.SQL_OWNER.formatted(":n::bigint"))
              .replaceAll(":(ids|events)\\b", ids)
              .replaceAll(":(page|traceparent)\\b", "null"));
    }
  }

  /** The path first, then where Debian keeps each version, the newest first. */
  private static Stream<Path> places() {
    String path = System.getenv().getOrDefault("PATH", "");
    Stream<Path> onPath = Stream.of(path.split(":")).filter(each -> !each.isEmpty()).map(Path::of);
    return Stream.concat(onPath, debian().stream());
  }

  private static List<Path> debian() {
    if (!Files.isDirectory(Path.of(DEBIAN))) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(Path.of(DEBIAN))) {
      return versions.map(version -> version.resolve("bin")).sorted().toList().reversed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
