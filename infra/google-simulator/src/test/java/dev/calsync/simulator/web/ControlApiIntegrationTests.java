package dev.calsync.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.GoogleSimulatorApplication;
import dev.calsync.simulator.Shows;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** The control API and its description: infra/docs/google-calendar.md §7.22. */
class ControlApiIntegrationTests {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @Test
  @Shows("§7.22 the control API is described by OpenAPI")
  void everyPathThereIsIsDescribedAndNoOther() throws IOException {
    Set<String> there = new TreeSet<>();
    var application = GoogleSimulatorApplication.application();
    try (var context = application.run("--server.port=0", "--google-simulator.demo-data=false")) {
      context
          .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
          .getHandlerMethods()
          .keySet()
          .forEach(mapping ->
              mapping.getPatternValues().stream()
                  .filter(path -> path.startsWith("/control"))
                  .forEach(path ->
                      mapping
                          .getMethodsCondition()
                          .getMethods()
                          .forEach(method -> there.add(method + " " + path))));
    }
    assertThat(described()).isEqualTo(there).hasSizeGreaterThan(30);
  }

  @Test
  void everySchemaThatIsNamedIsThere() throws IOException {
    Map<String, Object> document = document();
    assertThat(document.get("openapi")).isEqualTo("3.1.0");
    var components = Objects.requireNonNull(object(document, "components"));
    Set<String> schemas = object(components, "schemas").keySet();
    List<String> named =
        java.util.regex.Pattern.compile("#/components/schemas/(\\w+)")
            .matcher(document.toString())
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(named).isNotEmpty().isSubsetOf(schemas);
  }

  private static Set<String> described() throws IOException {
    Set<String> described = new TreeSet<>();
    Map<String, Object> paths = object(document(), "paths");
    for (String path : paths.keySet()) {
      for (String method : object(paths, path).keySet()) {
        if (METHODS.contains(method)) {
          described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
        }
      }
    }
    return described;
  }

  private static Map<String, Object> document() throws IOException {
    try (InputStream yaml =
        ControlApiIntegrationTests.class.getResourceAsStream("/simulator/openapi.yaml")) {
      return new Yaml().load(yaml);
    }
  }

  private static Map<String, Object> object(Map<String, Object> parent, String name) {
    Map<String, Object> object = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(parent.get(name)))
        .forEach((key, value) -> object.put((String) key, value));
    return object;
  }
}
