package dev.calsync.sync.deadletter;

import dev.calsync.model.DeadLetterHeaders;
import dev.calsync.model.Topics;
import dev.calsync.sync.turn.DataRefusal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A record that nobody can do anything with, and why. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, Reason reason, String detail) {
  /** With key and headers it stays under the megabyte that a record may have. */
  static final int MOST_VALUE_BYTES = 900_000;

  static final int MOST_KEY_BYTES = 10_000;

  /** Of the record's own headers; more than that are left out, all of them. */
  static final int MOST_HEADER_BYTES = 32_000;

  private static final int MOST_DETAIL = 300;

  /** The class of reason. */
  public enum Reason {
    UNREADABLE,
    REFUSED_BY_DATABASE
  }

  /**
   * The letter about a record whose handling failed.
   *
   * @throws RuntimeException the failure itself, if another try may succeed
   */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
    if (DataRefusal.is(failure)) {
      return new DeadLetter(record, Reason.REFUSED_BY_DATABASE, detail(failure));
    }
    if (isOfTheRecord(failure)) {
      return new DeadLetter(record, Reason.UNREADABLE, detail(failure));
    }
    throw failure;
  }

  /** What cannot be read as a message, or means no time and no number. */
  private static boolean isOfTheRecord(RuntimeException failure) {
    return failure instanceof JacksonException
        || failure instanceof IllegalArgumentException
        || failure instanceof DateTimeException
        || failure instanceof ArithmeticException;
  }

  private static String detail(RuntimeException failure) {
    String words = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    String shown = words.length() > MOST_DETAIL ? words.substring(0, MOST_DETAIL) : words;
    return shown.replaceAll("\\p{Cntrl}", " ");
  }

  /** The record's own bytes, with a note of where they come from. */
  ProducerRecord<byte[], byte[]> toRecord() {
    byte[] value = cut(record.value(), MOST_VALUE_BYTES);
    byte[] key = cut(record.key(), MOST_KEY_BYTES);
    var letter = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS, key, value);
    Headers headers = letter.headers();
    copyHeaders(record.headers(), headers);
    add(headers, DeadLetterHeaders.TOPIC, record.topic());
    add(headers, DeadLetterHeaders.PARTITION, record.partition());
    add(headers, DeadLetterHeaders.OFFSET, record.offset());
    add(headers, DeadLetterHeaders.TIMESTAMP, writtenAt(record));
    add(headers, DeadLetterHeaders.REASON, reason);
    add(headers, DeadLetterHeaders.DETAIL, detail);
    add(headers, DeadLetterHeaders.ATTEMPTS, attempts(record.headers()) + 1);
    if (length(value) < length(record.value()) || length(key) < length(record.key())) {
      add(headers, DeadLetterHeaders.CUT_FROM, length(record.value()));
    }
    return letter;
  }

  /**
   * When a record was written, in milliseconds since 1970; one that was sent again says when it was
   * for the first time.
   */
  public static long writtenAt(ConsumerRecord<?, ?> record) {
    String text = text(record.headers(), DeadLetterHeaders.TIMESTAMP);
    return text != null && text.matches("\\d{1,14}") ? Long.parseLong(text) : record.timestamp();
  }

  int bytes() {
    return Math.min(length(record.value()), MOST_VALUE_BYTES);
  }

  /** How often a record was tried before. */
  static int attempts(Headers headers) {
    String text = text(headers, DeadLetterHeaders.ATTEMPTS);
    return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  static void add(Headers headers, String name, Object value) {
    headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Copies what is not ours. */
  static void copyHeaders(Headers from, Headers to) {
    int bytes = 0;
    for (Header header : from) {
      bytes += header.key().length() + length(header.value());
    }
    if (bytes <= MOST_HEADER_BYTES) {
      for (Header header : from) {
        if (!header.key().startsWith("dl_")) {
          to.add(header);
        }
      }
    }
  }

  private static byte @Nullable [] cut(byte @Nullable [] bytes, int most) {
    return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
