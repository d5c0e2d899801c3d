package dev.calsync.load;

import dev.calsync.load.Installation.Jars;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures a service beside the best that could be expected of it, in the same run, and prints
 * tables. Without arguments it measures everything; a name measures that alone; {@code --small}
 * shows that it works; {@code --apart} gives the database a processor for itself; {@code --record}
 * leaves a flight recording of each service behind; {@code --worker=JAR}, {@code --notifier=JAR}
 * and {@code --ingress=JAR} measure other builds; {@code --jvm=OPTION}, as often as need be, gives
 * their JVM another option.
 */
public final class LoadTest {
  /** Of each service, and of a worker as its operator is advised. */
  private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");

  private static final Pattern OPTION =
      Pattern.compile("--(small|apart|record|(worker|notifier|ingress|jvm)=.+)");

  private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

  static {
    ALL.put("turns", new Turns());
    ALL.put("coalescing", new Coalescing());
    ALL.put("first-sync", new FirstSync());
    ALL.put("onboarding", new Onboarding());
    ALL.put("burst", new Burst());
    ALL.put("bad-tenants", new BadTenants());
    ALL.put("growth", new Growth());
    ALL.put("renewals", new Renewals());
    ALL.put("streams", new Streams());
  }

  private LoadTest() {}

  /** Runs what is named. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT); // what is formatted is for programs, whatever people here speak
    List<String> arguments = Arrays.asList(args);
    List<String> chosen = arguments.stream().filter(each -> !each.startsWith("--")).toList();
    if (!ALL.keySet().containsAll(chosen)) {
      throw new IllegalArgumentException(
          "%s (expected: some of %s)".formatted(chosen, ALL.keySet()));
    }
    for (String option : arguments) {
      if (option.startsWith("--") && !OPTION.matcher(option).matches()) {
        throw new IllegalArgumentException("%s (expected: %s)".formatted(option, OPTION));
      }
    }
    Sizes sizes = arguments.contains("--small") ? Sizes.SMALL : Sizes.FULL;
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(machine());
    var jars =
        new Jars(
            jar(arguments, "--worker=", "sync-worker/target/sync-worker.jar"),
            jar(arguments, "--notifier=", "notifier/target/notifier.jar"),
            jar(arguments, "--ingress=", "ingress-webhook/target/ingress-webhook.jar"));
    List<String> jvm = Stream.concat(HEAP.stream(), values(arguments, "--jvm=")).toList();
    boolean apart = arguments.contains("--apart");
    if (apart) {
      Apart.leaveTheFirst();
    }
    try (var installation = new Installation(root(), jars, jvm, arguments.contains("--record"))) {
      if (apart) {
        installation.apart();
      }
      for (var measurement : ALL.entrySet()) {
        if (chosen.isEmpty() || chosen.contains(measurement.getKey())) {
          measure(measurement.getKey(), measurement.getValue(), installation, sizes, out);
        }
      }
    }
  }

  private static Path jar(List<String> arguments, String option, String ours) {
    return values(arguments, option).map(Path::of).findFirst().orElse(root().resolve(ours));
  }

  private static Stream<String> values(List<String> arguments, String option) {
    return arguments.stream()
        .filter(each -> each.startsWith(option))
        .map(each -> each.substring(option.length()));
  }

  private static void measure(
      String name, Measurement measurement, Installation installation, Sizes sizes, PrintStream out)
      throws Exception {
    out.printf("%n## %s%n%n", name);
    long from = System.nanoTime();
    measurement.run(installation, sizes, out);
    out.printf("%n(%s took %d s)%n", name, Duration.ofNanos(System.nanoTime() - from).toSeconds());
  }

  private static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return "%d processors, Java %s, %s %s"
        .formatted(
            runtime.availableProcessors(),
            Runtime.version().feature(),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }

  /** The checkout, from wherever in it this was started. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("infra/load-test"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run it from within the checkout");
      }
    }
    return folder;
  }

  /** One question, answered by a table. */
  interface Measurement {
    void run(Installation installation, Sizes sizes, PrintStream out) throws Exception;
  }
}
