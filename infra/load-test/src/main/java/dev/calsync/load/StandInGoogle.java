package dev.calsync.load;

import dev.calsync.load.HttpAnswers.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A Google that answers at once, and a channel manager that always has a token: what is left is the
 * worker. Small calendars have a number of changes each; large ones are pages made beforehand.
 */
final class StandInGoogle implements AutoCloseable {
  private static final Pattern LIST =
      Pattern.compile("/calendar/v3/calendars/(cal|big)-(\\d+)/events\\?(.*)");
  private static final Pattern SYNC_TOKEN = Pattern.compile("(?:^|&)syncToken=(\\d+)");
  private static final Pattern PAGE_TOKEN = Pattern.compile("(?:^|&)pageToken=(\\d+)");
  private static final int SMALL = 50_000;
  private static final Duration HANGING = Duration.ofSeconds(60);

  private final AtomicLongArray changes = new AtomicLongArray(SMALL);
  private final AtomicIntegerArray lists = new AtomicIntegerArray(SMALL);
  private final HttpAnswers http = new HttpAnswers(this::answer);
  private volatile List<byte[]> pages = List.of();
  private volatile Duration pageTakes = Duration.ZERO;
  private volatile Trouble trouble = Trouble.NONE;
  private volatile int troubledFrom;
  private volatile int troubledTo;

  String url() {
    return http.url();
  }

  /** Somebody edits an event; answers how many changes the calendar has had by now. */
  long change(int calendar) {
    return changes.incrementAndGet(calendar);
  }

  long changes(int calendar) {
    return changes.get(calendar);
  }

  /** How often the events of these calendars were asked for. */
  int lists(int from, int to) {
    return IntStream.range(from, to).map(lists::get).sum();
  }

  /** How often that of these calendars was listed which was listed most. */
  int mostLists(int from, int to) {
    return IntStream.range(from, to).map(lists::get).max().orElse(0);
  }

  /** From now on, large calendars have these many events, and a page of them takes this long. */
  void largeCalendars(int events, int pageSize, Duration page) {
    int count = events / pageSize;
    if (pages.size() != count) {
      pages =
          IntStream.range(0, count).mapToObj(i -> SampleEvents.page(i, count, pageSize)).toList();
    }
    pageTakes = page;
  }

  /** From now on, the accounts of these small calendars are in trouble. */
  void troubled(int from, int to, Trouble kind) {
    trouble = Trouble.NONE;
    troubledFrom = from;
    troubledTo = to;
    trouble = kind;
  }

  Duration pageTakes() {
    return pageTakes;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  private Answer answer(String target) {
    Matcher list = LIST.matcher(target);
    if (!list.matches()) {
      if (trouble == Trouble.REVOKED && isTokenOfTroubled(target)) {
        return Answer.failed(409);
      }
      return Answer.of(
          "{\"accessToken\":\"load\",\"expiresAt\":\"%s\",\"version\":1}"
              .formatted(Instant.now().plus(1, ChronoUnit.DAYS)));
    }
    if (list.group(1).equals("big")) {
      return page(list.group(3));
    }
    int calendar = Integer.parseInt(list.group(2));
    lists.incrementAndGet(calendar);
    if (calendar >= troubledFrom && calendar < troubledTo) {
      switch (trouble) {
        case FAILS -> {
          return Answer.failed(500);
        }
        case HANGS -> Wait.lasting(HANGING);
        case REVOKED -> {
          return Answer.failed(401);
        }
        case NONE -> {}
      }
    }
    return Answer.of(SampleEvents.delta(number(SYNC_TOKEN, list.group(3)), changes.get(calendar)));
  }

  private boolean isTokenOfTroubled(String target) {
    return IntStream.range(troubledFrom, troubledTo)
        .anyMatch(calendar -> target.contains(Calendars.owner(calendar).toString()));
  }

  private Answer page(String query) {
    if (query.contains("syncToken=")) {
      return Answer.of("{\"items\":[],\"nextSyncToken\":\"0\"}");
    }
    Wait.lasting(pageTakes);
    return Answer.gzipped(pages.get((int) number(PAGE_TOKEN, query)));
  }

  private static long number(Pattern parameter, String query) {
    Matcher found = parameter.matcher(query);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /** What becomes of calls for some accounts. */
  enum Trouble {
    NONE,
    /** Each is answered by a 500. */
    FAILS,
    /** Each is answered after a minute. */
    HANGS,
    /** Neither the token nor the grant is accepted any more. */
    REVOKED
  }
}
