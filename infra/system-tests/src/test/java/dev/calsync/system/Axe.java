package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Looks for what keeps people from using a page, by the rules of axe-core. */
final class Axe {
  private static final String SCRIPT = script();

  private static final String SERIOUS =
      """
      async () => {
        const { violations, passes } = await axe.run();
        if (passes.length === 0) {
          return ['axe looked at nothing'];
        }
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
      }
      """;

  private Axe() {}

  /** Nothing on this view or dialog keeps anybody from using it, in the light and in the dark. */
  static void isForEverybody(Page page) {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(findings(page)).as("serious findings, %s", scheme).isEmpty();
    }
  }

  /** Each serious or critical finding, with the element it is about. */
  private static List<String> findings(Page page) {
    page.evaluate(SCRIPT);
    return ((List<?>) page.evaluate(SERIOUS)).stream().map(String::valueOf).toList();
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
