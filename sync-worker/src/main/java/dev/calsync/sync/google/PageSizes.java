package dev.calsync.sync.google;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.calsync.model.AccountId;
import java.time.Duration;

/**
 * How many events of a calendar are asked for at once: a tenth after an answer that was too large,
 * ten times as many again after some that were not. So the rest of a calendar with large events
 * does not begin at the top page by page, nor is one large event the end of large pages.
 */
final class PageSizes {
  /** Pages in a row that were not too large. */
  static final int ENOUGH = 20;

  private static final int REMEMBERED = 10_000;
  private static final Duration FOR = Duration.ofHours(1);

  private final int usual;
  private final Cache<Seen, Smaller> smaller =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FOR).build();

  PageSizes(int usual) {
    this.usual = usual;
  }

  int of(AccountId account, String calendar) {
    Smaller size = smaller.getIfPresent(new Seen(account, calendar));
    return size == null ? usual : size.events();
  }

  /** An answer was too large. */
  void tooLarge(AccountId account, String calendar) {
    smaller
        .asMap()
        .compute(
            new Seen(account, calendar),
            (_, size) -> new Smaller(Math.max(1, (size == null ? usual : size.events()) / 10), 0));
  }

  /** An answer was not too large. */
  void wasRead(AccountId account, String calendar) {
    smaller
        .asMap()
        .computeIfPresent(new Seen(account, calendar), (_, size) -> size.afterAnother(usual));
  }

  /** A calendar, as it is asked for. */
  private record Seen(AccountId account, String calendar) {}

  private record Smaller(int events, int pages) {
    Smaller afterAnother(int usual) {
      return pages + 1 < ENOUGH
          ? new Smaller(events, pages + 1)
          : new Smaller(Math.min(usual, events * 10), 0);
    }
  }
}
