package dev.calsync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.calsync.model.Examples.Example;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds what the records become against what is published about them. */
class MessageSchemaTests {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final List<String> OPTIONAL_HEADERS =
      List.of(
          CloudEventHeaders.SUBJECT, CloudEventHeaders.COMMAND_ID, CloudEventHeaders.TRACEPARENT);

  static Stream<Example> examples() {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyMessageKeepsToItsSchema(Example example) {
    assertThat(errors(example.schema(), JSON.writeValueAsString(example.message()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyMessageIsReadAsItWasWritten(Example example) {
    String json = JSON.writeValueAsString(example.message());
    Object read = JSON.readValue(json, example.type());
    assertThat(read).isEqualTo(example.message());
    assertThat(JSON.writeValueAsString(read)).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void messageWithAFieldOfTomorrowIsReadAndAllowed(Example example) {
    ObjectNode json = JSON.valueToTree(example.message());
    json.put("fieldOfTomorrow", 1);
    assertThat(errors(example.schema(), json.toString())).isEmpty();
    assertThat(JSON.treeToValue(json, example.type())).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void messageWithoutARequiredFieldIsRefused(Example example) {
    ObjectNode whole = JSON.valueToTree(example.message());
    for (String field : requiredOf(example, whole)) {
      ObjectNode json = whole.deepCopy();
      json.remove(field);
      assertThat(errors(example.schema(), json.toString())).as("without %s", field).isNotEmpty();
      if (!example.schema().equals("calendar.state")) {
        assertThatThrownBy(() -> JSON.treeToValue(json, example.type()))
            .as("without %s", field)
            .isInstanceOf(JacksonException.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void messageWithANullInARequiredFieldIsRefused(Example example) {
    ObjectNode whole = JSON.valueToTree(example.message());
    for (String field : requiredOf(example, whole)) {
      ObjectNode json = whole.deepCopy();
      json.putNull(field);
      assertThat(errors(example.schema(), json.toString())).as("null in %s", field).isNotEmpty();
      if (!example.schema().equals("calendar.state")) {
        assertThatThrownBy(() -> JSON.treeToValue(json, example.type()))
            .as("null in %s", field)
            .isInstanceOf(JacksonException.class);
      }
    }
  }

  @Test
  void messageOfAnotherShapeIsRefused() {
    String notification = JSON.writeValueAsString(Examples.notification());
    assertThat(errors("calendar.notifications", notification.replace("158687", "\"many\"")))
        .isNotEmpty();
    assertThat(errors("calendar.notifications", notification.replace("4ba78bf0", "x")))
        .isNotEmpty();
    assertThat(errors("calendar.notifications", notification.replace("2026-11-23T", "yesterday ")))
        .isNotEmpty();
    assertThat(errors("calendar.commands", "{\"type\":\"DropTable\"}")).isNotEmpty();
    assertThat(errors("calendar.changes", "[]")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(ChangeType.class)
  void headersOfEveryChangeKeepToTheirSchema(ChangeType type) {
    Map<String, String> headers = headers(type);
    assertThat(errors("calendar.changes.headers", JSON.writeValueAsString(headers))).isEmpty();
    for (String name : List.copyOf(headers.keySet())) {
      var others = new HashMap<>(headers);
      others.remove(name);
      boolean optional = OPTIONAL_HEADERS.contains(name);
      assertThat(errors("calendar.changes.headers", JSON.writeValueAsString(others)).isEmpty())
          .as("without %s", name)
          .isEqualTo(optional);
    }
  }

  @Test
  void headersOfADeadLetterKeepToTheirSchema() {
    var headers = new HashMap<>(deadLetter());
    assertThat(errors("calendar.dead-letters", JSON.writeValueAsString(headers))).isEmpty();
    for (String name : List.copyOf(headers.keySet())) {
      var others = new HashMap<>(headers);
      others.remove(name);
      assertThat(errors("calendar.dead-letters", JSON.writeValueAsString(others)).isEmpty())
          .as("without %s", name)
          .isEqualTo(name.equals(DeadLetterHeaders.CUT_FROM));
    }
  }

  @Test
  void everyTopicHasASchemaAndEveryFieldOfItADescription() {
    for (Topics.Topic topic : Topics.ALL) {
      JsonNode schema = JSON.readTree(text(topic.name()));
      assertThat(schema.path("description").asString("")).as(topic.name()).isNotEmpty();
      schema
          .path("properties")
          .propertyStream()
          .forEach(field ->
              assertThat(field.getValue().path("description").asString(""))
                  .as("%s of %s", field.getKey(), topic.name())
                  .isNotEmpty());
    }
  }

  private static List<String> requiredOf(Example example, ObjectNode json) {
    List<String> required =
        json.propertyStream()
            .map(Map.Entry::getKey)
            .filter(field -> !optional(example).contains(field))
            .filter(field -> !example.schema().equals("calendar.state") || field.equals("id"))
            .toList();
    assertThat(required).isNotEmpty();
    return required;
  }

  private static List<String> optional(Example example) {
    return switch (example.schema()) {
      case "calendar.changes" -> List.of("event", "reason");
      case "calendar.commands" ->
          example.message() instanceof Command.SplitSeries
              ? List.of("event")
              : List.of("scope", "comment");
      case "calendar.lifecycle" -> List.of("watchedUntil");
      case "calendar.notifications" -> List.of("resourceId");
      default -> List.of();
    };
  }

  private static Map<String, String> headers(ChangeType type) {
    return Map.ofEntries(
        Map.entry(CloudEventHeaders.SPEC_VERSION, "1.0"),
        Map.entry(CloudEventHeaders.ID, Examples.CALENDAR + ":7"),
        Map.entry(CloudEventHeaders.TYPE, type.ceType()),
        Map.entry(CloudEventHeaders.SOURCE, "/calendars/" + Examples.CALENDAR),
        Map.entry(CloudEventHeaders.SUBJECT, Examples.EVENT.value()),
        Map.entry(CloudEventHeaders.TIME, Examples.AT.toString()),
        Map.entry(CloudEventHeaders.CONTENT_TYPE, "application/json"),
        Map.entry(CloudEventHeaders.SEQ, "7"),
        Map.entry(CloudEventHeaders.USER_ID, Examples.USER.toString()),
        Map.entry(CloudEventHeaders.FEED_SEQ, "12"),
        Map.entry(CloudEventHeaders.ORIGIN, Origin.PUSH.published()),
        Map.entry(CloudEventHeaders.COMMAND_ID, Examples.COMMAND.toString()),
        Map.entry(
            CloudEventHeaders.TRACEPARENT,
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
  }

  private static Map<String, String> deadLetter() {
    return Map.of(
        DeadLetterHeaders.TOPIC, Topics.COMMANDS,
        DeadLetterHeaders.PARTITION, "3",
        DeadLetterHeaders.OFFSET, "158687",
        DeadLetterHeaders.TIMESTAMP, "1795411800000",
        DeadLetterHeaders.REASON, "UNREADABLE",
        DeadLetterHeaders.DETAIL, "JsonEOFException",
        DeadLetterHeaders.ATTEMPTS, "1",
        DeadLetterHeaders.CUT_FROM, "1048000");
  }

  private static List<Error> errors(String schema, String json) {
    Schema read = SCHEMAS.getSchema(text(schema), InputFormat.JSON);
    return read.validate(
        json,
        InputFormat.JSON,
        run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static String text(String schema) {
    String name = "/schemas/" + schema + ".json";
    try (InputStream in = MessageSchemaTests.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
