package dev.calsync.simulation;

import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the topics as any consumer would, and holds them to their contract: per calendar {@code
 * seq} is dense, the same place always has the same bytes, and who applies the changes one by one
 * has the mirror in the end.
 */
final class Ledger {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, List<byte[]>> changes = new HashMap<>();
  private final Map<String, Map<String, String>> folded = new HashMap<>();
  private final Map<String, Map<String, String>> states = new HashMap<>();

  void read(ConsumerRecord<String, byte[]> record) {
    switch (record.topic()) {
      case Topics.CHANGES -> change(record);
      case Topics.STATE -> state(record);
      default -> {}
    }
  }

  /** Event → etag of what a consumer of the changes would show. */
  Map<String, String> folded(String calendar) {
    return folded.getOrDefault(calendar, Map.of());
  }

  /** Event → etag as the state topic has it. */
  Map<String, String> state(String calendar) {
    return states.getOrDefault(calendar, Map.of());
  }

  int changes(String calendar) {
    return changes.getOrDefault(calendar, List.of()).size();
  }

  private void change(ConsumerRecord<String, byte[]> record) {
    List<byte[]> known = changes.computeIfAbsent(record.key(), _ -> new ArrayList<>());
    int seq = Integer.parseInt(header(record, CloudEventHeaders.SEQ));
    byte[] bytes = bytes(record);
    if (seq <= known.size()) {
      if (!Arrays.equals(known.get(seq - 1), bytes)) {
        throw new Violation("change %s:%d has two contents".formatted(record.key(), seq));
      }
      return;
    }
    if (seq != known.size() + 1) {
      throw new Violation(
          "change %s:%d follows %d on the topic".formatted(record.key(), seq, known.size()));
    }
    known.add(bytes);
    apply(record);
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    Map<String, String> events = folded.computeIfAbsent(record.key(), _ -> new TreeMap<>());
    String id =
        record.headers().lastHeader(CloudEventHeaders.SUBJECT) == null
            ? ""
            : header(record, CloudEventHeaders.SUBJECT);
    switch (header(record, CloudEventHeaders.TYPE)) {
      case "calsync.event.created.v1" -> {
        if (events.put(id, etag(record.value())) != null) {
          throw new Violation("event " + id + " is created though it was there");
        }
      }
      case "calsync.event.updated.v1" -> {
        if (events.put(id, etag(record.value())) == null) {
          throw new Violation("event " + id + " is updated though it was not there");
        }
      }
      case "calsync.event.deleted.v1" -> events.remove(id);
      default -> {}
    }
  }

  private void state(ConsumerRecord<String, byte[]> record) {
    int slash = record.key().indexOf('/');
    Map<String, String> events =
        states.computeIfAbsent(record.key().substring(0, slash), _ -> new TreeMap<>());
    String id = record.key().substring(slash + 1);
    if (record.value() == null) {
      events.remove(id);
    } else {
      events.put(id, JSON.readTree(record.value()).path("etag").asString(""));
    }
  }

  private static String etag(byte[] data) {
    JsonNode event = JSON.readTree(data).path("event");
    return event.path("etag").asString("");
  }

  private static byte[] bytes(ConsumerRecord<String, byte[]> record) {
    var text = new StringBuilder();
    for (Header header : record.headers()) {
      text.append(header.key()).append('=');
      text.append(new String(header.value(), StandardCharsets.UTF_8)).append('\n');
    }
    text.append(new String(record.value(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
