package dev.calsync.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** What openapi.yaml says of the control API. Operations are written {@code GET /control/state}. */
final class Description {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final String SCHEMAS = "#/components/schemas/";

  private final Map<String, Object> document;

  Description() throws IOException {
    try (InputStream yaml = Description.class.getResourceAsStream("/simulator/openapi.yaml")) {
      document = new Yaml().load(yaml);
    }
  }

  Map<String, Object> document() {
    return document;
  }

  Map<String, Object> schemas() {
    return object(object(document, "components"), "schemas");
  }

  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    Map<String, Object> paths = object(document, "paths");
    for (String path : paths.keySet()) {
      for (String method : object(paths, path).keySet()) {
        if (METHODS.contains(method)) {
          operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    return operations;
  }

  /** What is to be sent, or nothing where nothing is. */
  @Nullable Map<String, Object> body(String operation) {
    Map<String, Object> described = operation(operation);
    return described.containsKey("requestBody") ? json(object(described, "requestBody")) : null;
  }

  /** What is answered, or nothing where that is no JSON. */
  @Nullable Map<String, Object> answer(String operation) {
    Map<String, Object> responses = object(operation(operation), "responses");
    return responses.containsKey("200") ? json(object(responses, "200")) : null;
  }

  /** The fields of a schema; those of an object that is open are none. */
  Map<String, Object> properties(Map<String, Object> schema) {
    Map<String, Object> resolved = resolved(schema);
    return resolved.containsKey("properties") ? object(resolved, "properties") : Map.of();
  }

  Map<String, Object> resolved(Map<String, Object> schema) {
    return schema.get("$ref") instanceof String ref
        ? object(schemas(), ref.substring(SCHEMAS.length()))
        : schema;
  }

  static List<?> required(Map<String, Object> schema) {
    return schema.get("required") instanceof List<?> names ? names : List.of();
  }

  /** Where this JSON is not what is described. */
  List<String> differences(Map<String, Object> schema, JsonNode json, String at) {
    Map<String, Object> resolved = resolved(schema);
    List<String> differences = new ArrayList<>();
    switch (String.valueOf(resolved.get("type"))) {
      case "object" -> differences.addAll(ofObject(resolved, json, at));
      case "array" -> {
        if (!json.isArray()) {
          differences.add(at + " is no array");
        }
        Map<String, Object> items = object(resolved, "items");
        json.forEach(item -> differences.addAll(differences(items, item, at + "[]")));
      }
      case "string" -> check(json.isString(), at + " is no string", differences);
      case "boolean" -> check(json.isBoolean(), at + " is no boolean", differences);
      case "integer" -> check(json.isIntegralNumber(), at + " is no integer", differences);
      case "number" -> check(json.isNumber(), at + " is no number", differences);
      default -> differences.add(at + " is of no type: " + resolved);
    }
    return differences;
  }

  private List<String> ofObject(Map<String, Object> schema, JsonNode json, String at) {
    List<String> differences = new ArrayList<>();
    check(json.isObject(), at + " is no object", differences);
    required(schema)
        .forEach(name -> check(json.has(String.valueOf(name)), at + " lacks " + name, differences));
    Map<String, Object> properties = properties(schema);
    Object others = schema.get("additionalProperties");
    for (var field : json.properties()) {
      String name = field.getKey();
      if (properties.containsKey(name)) {
        differences.addAll(
            differences(object(properties, name), field.getValue(), at + "." + name));
      } else if (others instanceof Map) {
        Map<String, Object> each = object(schema, "additionalProperties");
        differences.addAll(differences(each, field.getValue(), at + ".*"));
      } else {
        check(Boolean.TRUE.equals(others), at + "." + name + " is not described", differences);
      }
    }
    return differences;
  }

  private static void check(boolean holds, String otherwise, List<String> differences) {
    if (!holds) {
      differences.add(otherwise);
    }
  }

  private Map<String, Object> operation(String operation) {
    String[] methodAndPath = operation.split(" ", 2);
    Map<String, Object> path = object(object(document, "paths"), methodAndPath[1]);
    return object(path, methodAndPath[0].toLowerCase(Locale.ROOT));
  }

  private static @Nullable Map<String, Object> json(Map<String, Object> parent) {
    Map<String, Object> content = object(parent, "content");
    return content.containsKey("application/json")
        ? object(object(content, "application/json"), "schema")
        : null;
  }

  static Map<String, Object> object(Map<String, Object> parent, String name) {
    Map<String, Object> object = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(parent.get(name), name))
        .forEach((key, value) -> object.put((String) key, value));
    return object;
  }
}
