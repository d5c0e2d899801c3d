package dev.calsync.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a person sees: a line per part, then where to go. */
final class Console {
  private final PrintStream out;
  private final boolean whole;

  /**
   * Talks to a person, or to a program.
   *
   * @param whole false: only {@code ready kafka 9092}, for a program that waits for it
   */
  Console(PrintStream out, boolean whole) {
    this.out = out;
    this.whole = whole;
  }

  void banner() {
    tell("\nCalsync on this machine. Not for production: no passwords, no TLS.\n\n");
  }

  void starting(Step step) {
    tell("  %-16s %-16s".formatted(step.name(), step.detail()));
  }

  void started(Step step, Duration took) {
    if (whole) {
      tell(" … " + seconds(took) + "\n");
    } else {
      print("ready %s %d\n".formatted(step.name(), step.port()));
    }
  }

  void ready(LocalSettings settings, Path log, Duration took) {
    tell("\nReady after %s. Open %s\n\n".formatted(seconds(took), settings.url()));
    switch (settings.google()) {
      case Google.Simulated(int port, _) -> {
        hint("sign in as", "ada@example.com, grace@example.com or linus@example.com");
        hint("Google", "is simulated; its page is http://localhost:" + port);
        hint("try this", "open both, move an event there as somebody else, watch it move here");
      }
      case Google.Elsewhere(String issuer, _) -> hint("Google", "is what answers at " + issuer);
      case Google.Real(boolean pushes) -> {
        hint("Google", "is the real one; sign in with your account");
        if (!pushes) {
          hint("no pushes", "changes are polled for: CALSYNC_WEBHOOK_URL is not set");
        }
      }
    }
    hint("log", log.toString());
    hint("data", settings.data() + " (to start afresh, stop and delete it)");
    tell("\nCtrl-C stops everything.\n");
  }

  void stopping() {
    tell("\nStopping …");
  }

  void stopped(Duration took) {
    tell(" done after " + seconds(took) + ".\n");
  }

  /** The one line that says why not, and what to do. */
  void refuse(String sentence) {
    print("\nCalsync did not start: " + sentence + "\n");
  }

  private void hint(String label, String text) {
    tell("  %-12s %s\n".formatted(label, text));
  }

  private void tell(String text) {
    if (whole) {
      print(text);
    }
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
