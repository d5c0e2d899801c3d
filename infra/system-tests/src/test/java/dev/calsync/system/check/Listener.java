package dev.calsync.system.check;

import java.util.List;

/**
 * What one reader of the stream heard, and the events it held in the end by folding it.
 *
 * @param heard every numbered message, in the order in which they came
 */
public record Listener(String name, String user, List<Heard> heard, Events holds) {

  /**
   * One numbered message.
   *
   * @param reset whether it said that the numbers between are not told, and to read anew
   */
  public record Heard(long number, boolean reset) {}
}
