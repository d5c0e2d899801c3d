package dev.calsync.sync.google;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.Poison.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether one item of Google's answer can be kept and passed on; one that cannot harms no other.
 */
sealed interface Admission {
  /** Nesting of an event; Google's own has six levels. */
  int MOST_DEEP = 100;

  /** Names, values and brackets in an event; 2,500 guests make some thirty thousand. */
  int MOST_TOKENS = 100_000;

  /** How much of a poisoned item is kept to be looked at. */
  int EXCERPT_BYTES = 2_000;

  /** What tells an event from others, and whether it is there. */
  List<String> NAMES =
      List.of("id", "etag", "status", "updated", "recurringEventId", "originalStartTime");

  /** The id of a series' instance, which ends with when that was to begin, in UTC or a day. */
  Pattern INSTANCE = Pattern.compile("(?<series>.+)_(?<start>\\d{8}(T\\d{6}Z)?)");

  DateTimeFormatter BASIC_ISO_INSTANT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEEP)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .build())
          .build();

  /** It can. */
  record Admitted(EventResource event) implements Admission {}

  /** It cannot. */
  record Poisoned(Poison poison) implements Admission {}

  /** Judges an item. */
  static Admission of(RawItem item) {
    if (item.isCut()) {
      return unread(item, Reason.TOO_LARGE, item.size() + " bytes");
    }
    EventResource event;
    try {
      event = JSON.readValue(item.bytes(), 0, item.length(), EventResource.class);
    } catch (JacksonException e) {
      return unread(item, Reason.UNREADABLE, e.getOriginalMessage());
    }
    if (event == null) {
      return poisoned(item, Reason.UNREADABLE, "null");
    }
    if (!Storable.isUsable(event.fields().get("id"))) {
      return poisoned(item, Reason.NO_USABLE_ID, "no id, or none that can be a key");
    }
    String objection = Storable.objection(event);
    if (objection == null) {
      return new Admitted(event);
    }
    EventResource name = name(event);
    return event.isCancelled() && Storable.objection(name) == null
        ? new Admitted(name)
        : poisoned(item, Reason.UNSTORABLE, objection);
  }

  /** Of an event that is no more little is needed. */
  private static Admission unread(RawItem item, Reason reason, @Nullable String detail) {
    EventResource rest = item.cancelled() ? rest(item) : null;
    return rest == null ? poisoned(item, reason, detail) : new Admitted(rest);
  }

  /** What is known of an event that is no more; an instance's id tells when it was to begin. */
  private static @Nullable EventResource rest(RawItem item) {
    EventId id = idOf(item.id());
    if (id == null) {
      return null;
    }
    if (item.series().isEmpty()) {
      return new EventResource(Map.of("id", id.value(), "status", "cancelled"));
    }
    EventId series = idOf(item.series());
    Matcher instance = INSTANCE.matcher(id.value());
    if (series == null || !instance.matches() || !instance.group("series").equals(series.value())) {
      return null;
    }
    try {
      return new EventResource(
          Map.of(
              "id",
              id.value(),
              "status",
              "cancelled",
              "recurringEventId",
              series.value(),
              "originalStartTime",
              start(instance.group("start"))));
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Map<String, @Nullable Object> start(String text) {
    return text.indexOf('T') < 0
        ? Map.of("date", LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toString())
        : Map.of(
            "dateTime",
            LocalDateTime.parse(text, BASIC_ISO_INSTANT).toInstant(ZoneOffset.UTC).toString());
  }

  /** No more is needed of what is deleted or does not take place, though Google may say more. */
  private static EventResource name(EventResource event) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(event.fields());
    fields.keySet().retainAll(NAMES);
    return new EventResource(fields);
  }

  /** An event that was admitted and that the database refuses. */
  static Poison refused(EventResource event, String why) {
    byte[] bytes = JSON.writeValueAsBytes(event);
    return new Poison(
        event.id().value(),
        event.id(),
        Reason.REFUSED_BY_DATABASE,
        cut(why),
        bytes.length,
        excerpt(bytes, bytes.length));
  }

  /**
   * An event of which only its name was read, since all of it is more than an answer may be.
   *
   * @param answerBytes what an answer may be
   */
  static Poison tooLarge(EventResource name, long answerBytes) {
    byte[] bytes = JSON.writeValueAsBytes(name);
    return new Poison(
        name.id().value(),
        name.id(),
        Reason.TOO_LARGE,
        "more than " + answerBytes + " bytes",
        answerBytes + 1,
        excerpt(bytes, bytes.length));
  }

  private static Poisoned poisoned(RawItem item, Reason reason, @Nullable String detail) {
    EventId event = idOf(item.id());
    String key = event == null ? "sha256:" + hash(item) : event.value();
    return new Poisoned(
        new Poison(
            key,
            event,
            reason,
            cut(detail == null ? "" : detail),
            item.size(),
            excerpt(item.bytes(), item.length())));
  }

  /** The id, as far as one could be seen in what cannot be kept. */
  private static @Nullable EventId idOf(String json) {
    try {
      String text = json.isEmpty() ? null : JSON.readValue(json, String.class);
      return text != null && Storable.isUsable(text) ? new EventId(text) : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  private static String hash(RawItem item) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(item.bytes(), 0, item.length());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Bytes that are no text show as such; NUL cannot be stored. */
  private static String excerpt(byte[] bytes, int length) {
    var start = ByteBuffer.wrap(bytes, 0, Math.min(length, EXCERPT_BYTES));
    return StandardCharsets.UTF_8.decode(start).toString().replace('\0', '\ufffd');
  }

  private static String cut(String detail) {
    String shown = detail.length() > 300 ? detail.substring(0, 300) : detail;
    return Storable.isText(shown) ? shown : shown.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
