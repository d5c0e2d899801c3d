package dev.calsync.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * Events as Google writes them, about a kilobyte each. A calendar's nth change is a change of one
 * of its {@value #PER_CALENDAR} events, whose {@code sequence} is n.
 */
final class SampleEvents {
  static final int PER_CALENDAR = 50;

  private static final String SEQUENCE = "\"sequence\":";

  private SampleEvents() {}

  static String event(long version, long number) {
    return """
    {"kind":"calendar#event","etag":"\\"%1$d\\"","id":"load%2$06d","status":"confirmed",\
    "htmlLink":"https://www.google.com/calendar/event?eid=bG9hZCVkIGFkYUBleGFtcGxlLmNvbQ%2$d",\
    "created":"2026-01-05T09:30:00.000Z","updated":"2026-11-02T10:15:30.123Z",\
    "summary":"Planning, round %1$d","description":"What we know, what we do not know, and who \
    finds out until when. Bring the figures of last month, please; the room has no projector.",\
    "location":"Room 4, second floor","creator":{"email":"ada@example.com","self":true},\
    "organizer":{"email":"ada@example.com","self":true},\
    "start":{"dateTime":"2026-12-%3$02dT09:00:00+01:00","timeZone":"Europe/Berlin"},\
    "end":{"dateTime":"2026-12-%3$02dT10:00:00+01:00","timeZone":"Europe/Berlin"},\
    "iCalUID":"load%2$06d@google.com","sequence":%1$d,"attendees":[\
    {"email":"ada@example.com","organizer":true,"self":true,"responseStatus":"accepted"},\
    {"email":"grace@example.com","displayName":"Grace","responseStatus":"needsAction"},\
    {"email":"linus@example.com","responseStatus":"tentative","comment":"later, perhaps"}],\
    "reminders":{"useDefault":true},"eventType":"default"}\
    """
        .formatted(version, number, 1 + number % 28);
  }

  /** What changed after {@code since} in a calendar that has changed {@code now} times. */
  static String delta(long since, long now) {
    StringBuilder answer = new StringBuilder("{\"kind\":\"calendar#events\",\"items\":[");
    long first = Math.max(since + 1, now - PER_CALENDAR + 1);
    for (long version = first; version <= now; version++) {
      answer.append(version == first ? "" : ",").append(event(version, version % PER_CALENDAR));
    }
    return answer.append("],\"nextSyncToken\":\"").append(now).append("\"}").toString();
  }

  /** The versions that a calendar's events have after {@code now} changes, added up. */
  static long sumAfter(long now) {
    long first = Math.max(1, now - PER_CALENDAR + 1);
    return (first + now) * (now - first + 1) / 2;
  }

  /** One of the pages of a large calendar, compressed as Google does. */
  static byte[] page(int page, int pages, int size) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(utf8("{\"kind\":\"calendar#events\",\"items\":["));
      for (int i = 0; i < size; i++) {
        zip.write(utf8((i == 0 ? "" : ",") + event(1, (long) page * size + i)));
      }
      zip.write(
          utf8(
              page == pages - 1
                  ? "],\"nextSyncToken\":\"0\"}"
                  : "],\"nextPageToken\":\"%d\"}".formatted(page + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Which change of its calendar a record of {@code calendar.changes} tells. */
  static long version(String data) {
    int from = data.indexOf(SEQUENCE) + SEQUENCE.length();
    int to = from;
    while (Character.isDigit(data.charAt(to))) {
      to++;
    }
    return Long.parseLong(data, from, to, 10);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
