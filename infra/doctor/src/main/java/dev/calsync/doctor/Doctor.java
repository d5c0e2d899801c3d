package dev.calsync.doctor;

import dev.calsync.doctor.check.Examination;
import dev.calsync.doctor.check.Status;
import dev.calsync.doctor.http.Http;
import dev.calsync.doctor.report.HumanReport;
import dev.calsync.doctor.report.JsonReport;
import dev.calsync.doctor.report.Report;
import dev.calsync.doctor.report.Secrets;
import dev.calsync.doctor.setting.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The command: reads settings, makes the checks, prints the report. */
@Command(
    name = "doctor",
    description = {
      "Checks a set-up of Calsync: what is there, what is wrong, and the line that puts it right.",
      "",
      "Settings are those of the services, from the environment (CALSYNC_GOOGLE_CLIENT_ID, …) or as"
          + " --calsync.google.client-id=…."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 1,
    exitCodeOnInvalidInput = 2,
    footer = {"", "Exit code: 0 nothing is broken, 1 something is, 2 wrong usage."})
final class Doctor implements Callable<Integer> {
  private static final Pattern SETTING =
      Pattern.compile("--([a-z][a-z0-9-]*(?:\\.[A-Za-z0-9-]+)+)=(.*)", Pattern.DOTALL);

  private final Map<String, String> environment;
  private final InstantSource clock;

  @Option(names = "--json", description = "Print one JSON object, for programs.")
  private boolean json;

  @Mixin private final Wishes wishes = new Wishes();

  @Unmatched private final List<String> rest = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param environment what this process was given
   * @param clock what this machine takes for the time
   */
  Doctor(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** Runs the command alone. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // what is formatted is for programs, whatever people here speak
    var command = new CommandLine(new Doctor(System.getenv(), InstantSource.system()));
    // JSON is UTF-8, whatever the terminal's language.
    command.setOut(
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() {
    if (wishes.patienceSeconds() < 1) {
      throw new ParameterException(spec.commandLine(), "--patience: expected a second or more");
    }
    var settings = new Settings(given(), environment);
    Secrets secrets = SecretSettings.of(settings);
    Report report;
    try (var http = new Http(clock)) {
      report =
          new Report(
              clock.instant(), Examination.of(new Checks(settings, wishes, http, clock).all()));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? JsonReport.of(report, secrets) : HumanReport.of(report, secrets));
    out.flush();
    return report.status() == Status.FAIL ? 1 : 0;
  }

  /** What Spring would take as a setting on the command line; anything else is a mistake. */
  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    for (String argument : rest) {
      Matcher setting = SETTING.matcher(argument);
      if (!setting.matches()) {
        throw new ParameterException(
            spec.commandLine(),
            "'%s' is not understood (expected: an option, or --name.of.setting=value)"
                .formatted(argument.replaceFirst("=.*", "=…")));
      }
      given.put(setting.group(1), setting.group(2));
    }
    return given;
  }
}
