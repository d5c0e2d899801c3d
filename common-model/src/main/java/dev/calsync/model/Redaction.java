package dev.calsync.model;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what opens a door: Google's codes, tokens and client secrets, our channel
 * tokens, session cookies and passwords. No line of ours is meant to hold any of them; this is for
 * the text of somebody else, such as an exception that names the request it came from.
 */
public final class Redaction {
  private static final String REMOVED = "[removed]";

  /**
   * What comes before a secret is kept; none goes back over what it read, and none reads far in
   * vain.
   */
  private static final Pattern SECRETS =
      Pattern.compile(
          String.join(
              "|",
              "(?<name>(?i:authorization|cookie|x-goog-channel-token)\"?\\s?[:=]\\s?\"?)[^\"\\r\\n]++",
              "(?<field>\\b(?i:client_secret|refresh_token|access_token|id_token|assertion"
                  + "|password)(?:=|\"\\s?:\\s?\"))[^&\\s\",}]++",
              "(?<code>\\bcode=)[^&\\s\",}]{8,}+", // a status is shorter
              "(?<scheme>\\b(?i:bearer)\\s)[\\w.~+/=-]{8,}+",
              "(?<session>CALSYNC_SESSION=)[^;\\s]++",
              "\\bya29\\.[\\w.-]++",
              "\\b1//[\\w-]++",
              "\\bGOCSPX-[\\w-]++",
              "\\beyJ[\\w-]{10,2000}+\\.[\\w-]{2,4000}+\\.[\\w-]++",
              "\\bv1\\.[\\w-]{1,16}\\.[0-9a-f-]{36}\\.[0-9]{1,12}\\.[\\w-]{43}"));

  private Redaction() {}

  /** The text with each secret replaced; the same text if there is none. */
  public static String of(String text) {
    Matcher secret = SECRETS.matcher(text);
    return secret.find() ? secret.replaceAll(Redaction::kept) : text;
  }

  private static String kept(MatchResult secret) {
    for (String name : List.of("name", "field", "code", "scheme", "session")) {
      String before = secret.group(name);
      if (before != null) {
        return Matcher.quoteReplacement(before + REMOVED);
      }
    }
    return REMOVED;
  }
}
