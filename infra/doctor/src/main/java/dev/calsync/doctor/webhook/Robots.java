package dev.calsync.doctor.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads robots.txt as RFC 9309 has it, without wildcards: of the groups for APIs-Google, or else
 * those for everybody, the longest rule that fits decides.
 */
final class Robots {
  private static final String FETCHER = "apis-google";

  private Robots() {}

  static boolean forbid(String text, String path) {
    List<Rule> own = rules(text, FETCHER);
    List<Rule> rules = own.isEmpty() ? rules(text, "*") : own;
    int longest = -1;
    boolean forbidden = false;
    for (Rule rule : rules) {
      boolean fits = !rule.path.isEmpty() && path.startsWith(rule.path);
      if (fits && (rule.path.length() > longest || (rule.path.length() == longest && rule.allow))) {
        longest = rule.path.length();
        forbidden = !rule.allow;
      }
    }
    return forbidden;
  }

  private static List<Rule> rules(String text, String agent) {
    List<Rule> rules = new ArrayList<>();
    boolean ours = false;
    boolean head = false;
    for (String line : text.lines().map(Robots::bare).toList()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("user-agent")) {
        ours = (head && ours) || value.toLowerCase(Locale.ROOT).equals(agent);
        head = true;
      } else {
        head = false;
        if (ours && (name.equals("allow") || name.equals("disallow"))) {
          rules.add(new Rule(value, name.equals("allow")));
        }
      }
    }
    return rules;
  }

  private static String bare(String line) {
    return line.replaceFirst("#.*", "").strip();
  }

  private record Rule(String path, boolean allow) {}
}
