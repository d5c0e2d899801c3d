package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.fault.PushFaults;
import dev.calsync.simulator.fault.Rule;
import dev.calsync.simulator.google.Behaviour;
import dev.calsync.simulator.oauth.OAuthBehaviour;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The control API and its description: infra/docs/google-calendar.md §7.22. */
class ControlApiIntegrationTests {
  /** Bodies of which callers send a part, and what the whole is. */
  private static final Map<String, Class<?>> PARTS =
      Map.of(
          "POST /control/behaviour", Behaviour.class,
          "POST /control/oauth", OAuthBehaviour.class,
          "POST /control/faults", Rule.class,
          "POST /control/pushes", PushFaults.class);

  private final Description description = new Description();

  ControlApiIntegrationTests() throws IOException {}

  @Test
  @Shows("§7.22 the control API is described by OpenAPI")
  void everyPathAndEveryBodyIsDescribedFieldByFieldAndNoOther() {
    Map<String, HandlerMethod> there = handlers();
    assertThat(description.operations()).isEqualTo(there.keySet()).hasSizeGreaterThan(30);
    there.forEach((operation, handler) -> {
      MethodParameter body = body(handler);
      Map<String, Object> described = description.body(operation);
      if (body == null || described == null) {
        assertThat(described == null).as(operation).isEqualTo(body == null);
      } else if (body.getParameterType().isRecord()) {
        List<String> required = describes(described, body.getParameterType(), operation);
        assertThat(Description.required(description.resolved(described)))
            .as(operation)
            .isEqualTo(required);
      } else if (PARTS.containsKey(operation)) {
        describes(described, PARTS.get(operation), operation);
      } else {
        assertThat(String.valueOf(described.get("$ref")))
            .as(operation)
            .matches(".*/(Event|ManyEvents)");
      }
    });
  }

  @Test
  void everySchemaThatIsNamedIsThere() {
    assertThat(description.document().get("openapi")).isEqualTo("3.1.0");
    Set<String> named = new TreeSet<>();
    Pattern.compile("#/components/schemas/(\\w+)")
        .matcher(description.document().toString())
        .results()
        .forEach(result -> named.add(result.group(1)));
    assertThat(named).isEqualTo(new TreeSet<>(description.schemas().keySet()));
  }

  /** Compares names and types; answers what must be sent. */
  private List<String> describes(Map<String, Object> schema, Class<?> type, String at) {
    Map<String, Object> properties = description.properties(schema);
    List<RecordComponent> components = List.of(type.getRecordComponents());
    assertThat(properties.keySet())
        .as(at)
        .containsExactlyElementsOf(components.stream().map(RecordComponent::getName).toList());
    for (RecordComponent component : components) {
      String name = at + "." + component.getName();
      var property = description.resolved(Description.object(properties, component.getName()));
      if (component.getType().isRecord()) {
        describes(property, component.getType(), name);
      } else {
        String usual = property.containsKey("enum") ? "string" : "none";
        assertThat(property.getOrDefault("type", usual)).as(name).isEqualTo(word(component));
      }
    }
    return components.stream()
        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .map(RecordComponent::getName)
        .toList();
  }

  private static String word(RecordComponent component) {
    Class<?> type = component.getType();
    if (List.of(String.class, URI.class, Duration.class).contains(type)) {
      return "string";
    }
    if (List.of(int.class, Integer.class, long.class, Long.class).contains(type)) {
      return "integer";
    }
    if (List.of(double.class, Double.class).contains(type)) {
      return "number";
    }
    if (List.of(boolean.class, Boolean.class).contains(type)) {
      return "boolean";
    }
    return Collection.class.isAssignableFrom(type) ? "array" : "unknown: " + type;
  }

  private static @Nullable MethodParameter body(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, HandlerMethod> handlers() {
    Map<String, HandlerMethod> handlers = new TreeMap<>();
    var application = GoogleSimulatorApplication.application();
    try (var context = application.run("--server.port=0", "--google-simulator.demo-data=false")) {
      context
          .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
          .getHandlerMethods()
          .forEach((mapping, handler) ->
              mapping.getPatternValues().stream()
                  .filter(path -> path.startsWith("/control"))
                  .forEach(path ->
                      mapping
                          .getMethodsCondition()
                          .getMethods()
                          .forEach(method -> handlers.put(method + " " + path, handler))));
    }
    return handlers;
  }
}
