package dev.calsync.doctor.check;

import java.util.Map;

/** One thing that a check found. */
public sealed interface Finding {
  /** What was found, in a sentence. */
  String found();

  /** As it should be. */
  record Fine(String found) implements Finding {}

  /**
   * As it should be, and how much of it.
   *
   * @param figures by name, the unit last: {@code pushMillis}
   */
  record Measured(String found, Map<String, Long> figures) implements Finding {}

  /**
   * It works, but not well, or not for long.
   *
   * @param code names the kind of finding, for programs
   * @param fix the line that puts it right
   */
  record Doubtful(String code, String found, String fix) implements Finding {}

  /**
   * It does not work.
   *
   * @param code names the kind of finding, for programs
   * @param fix the line that puts it right
   */
  record Broken(String code, String found, String fix) implements Finding {}

  /** How bad it is. */
  default Status status() {
    return switch (this) {
      case Fine _, Measured _ -> Status.OK;
      case Doubtful _ -> Status.WARN;
      case Broken _ -> Status.FAIL;
    };
  }
}
