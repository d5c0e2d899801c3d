package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.util.Arrays;

/** What somebody may do with a calendar, weakest first, by Google's names. */
public enum Role {
  FREE_BUSY_READER("freeBusyReader"),
  READER("reader"),
  WRITER("writer"),
  OWNER("owner");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  boolean mayWrite() {
    return compareTo(WRITER) >= 0;
  }

  public static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word.equals(word))
        .findFirst()
        .orElseThrow(() -> GoogleError.invalid("Invalid access role: " + word));
  }
}
