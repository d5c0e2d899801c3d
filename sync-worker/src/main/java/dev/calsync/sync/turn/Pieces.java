package dev.calsync.sync.turn;

import dev.calsync.model.EventResource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A page of a full sync is taken in in pieces: while one is told, the next is committed, and no
 * commit is so large that those of other calendars wait for it. That of a delta is whole: what it
 * says of a series is about exceptions elsewhere on it. But nothing brings more into the heap at
 * once than it may, however little Google said: tombstones are small, what they name need not be.
 */
final class Pieces {
  static final long MOST_BYTES = 4_000_000;

  /** So few that nobody has to be asked how large they are. */
  static final int FEW = 10;

  private static final int FULL_SYNC = 200;

  private final ToLongFunction<List<EventResource>> held;
  private final List<List<EventResource>> pieces = new ArrayList<>();

  private Pieces(ToLongFunction<List<EventResource>> held) {
    this.held = held;
  }

  /**
   * The page's events, in their order; one piece at least.
   *
   * @param held how many bytes the mirror has of such a piece
   */
  static List<List<EventResource>> of(
      List<EventResource> page, boolean fullSync, ToLongFunction<List<EventResource>> held) {
    Pieces pieces = new Pieces(held);
    int most = fullSync ? FULL_SYNC : Math.max(1, page.size());
    for (int from = 0; from == 0 || from < page.size(); from += most) {
      pieces.add(page.subList(from, Math.min(page.size(), from + most)));
    }
    return pieces.pieces;
  }

  private void add(List<EventResource> piece) {
    if (piece.size() > FEW && held.applyAsLong(piece) > MOST_BYTES) {
      int half = piece.size() / 2;
      add(piece.subList(0, half));
      add(piece.subList(half, piece.size()));
    } else {
      pieces.add(piece);
    }
  }
}
