package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * T25: whatever is served, also what is added one day, is nobody's but its owner's. The endpoints
 * are those that Spring has found.
 */
class EveryEndpointIntegrationTests extends Reading {
  private static final String ASKED = "?from=2026-03-01&to=2026-03-08&q=secret";

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  private final UUID command = UUID.randomUUID();

  @BeforeEach
  void secret() {
    var event = new HashMap<>(event("single", "2026-03-03T10:00:00+01:00"));
    event.put("summary", "secret");
    world.holds(work, event);
    world.commits(ada.user(), work, "secret");
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, status, event)
            values (?, ?, ?, '{}', 'APPLIED', '{"id": "e1", "summary": "secret"}')
            """)
        .params(command, work.value(), ada.user().value())
        .update();
  }

  private record Endpoint(RequestMethod method, String pattern) {
    private boolean namesSomething() {
      return pattern.contains("{");
    }
  }

  @Test
  void nothingIsAnsweredWithoutASession() {
    assertThat(endpoints()).hasSizeGreaterThan(13);
    for (Endpoint endpoint : endpoints()) {
      for (RequestMethod method : RequestMethod.values()) {
        if (method != RequestMethod.TRACE) { // the client knows none
          int status = api.write(method.name(), null, path(endpoint), "{}").status();
          assertThat(status).as("%s %s", method, endpoint.pattern()).isEqualTo(401);
        }
      }
    }
  }

  @Test
  void nothingOfAnothersIsThere() {
    Person grace = world.person();
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.namesSomething()) {
        assertThat(asked(grace, endpoint).status()).as("Grace: %s", endpoint).isEqualTo(404);
        assertThat(asked(ada, endpoint).status()).as("Ada: %s", endpoint).isNotEqualTo(404);
      } else if (!endpoint.pattern().equals("/api/stream")) { // P22 is about it
        Answer answer = asked(grace, endpoint);
        assertThat(answer.status()).as("Grace: %s", endpoint).isEqualTo(200);
        assertThat(answer.response().body()).doesNotContain("secret", work.toString());
      }
    }
  }

  /** Outside of the API nothing is served but pages, the same for all, and errors. */
  private List<Endpoint> endpoints() {
    List<Endpoint> all =
        mappings.getHandlerMethods().keySet().stream()
            .filter(mapping -> !mapping.getPatternValues().equals(Set.of("/error")))
            .flatMap(mapping ->
                mapping.getPatternValues().stream()
                    .flatMap(pattern ->
                        methods(mapping).stream().map(method -> new Endpoint(method, pattern))))
            .toList();
    assertThat(all).allMatch(endpoint -> endpoint.pattern().startsWith("/api/"));
    return all;
  }

  /** One that names no method takes all of them. */
  private static Set<RequestMethod> methods(RequestMappingInfo mapping) {
    Set<RequestMethod> named = mapping.getMethodsCondition().getMethods();
    return named.isEmpty() ? Set.of(RequestMethod.values()) : named;
  }

  private Answer asked(Person person, Endpoint endpoint) {
    return endpoint.method() == RequestMethod.GET
        ? api.get(person, path(endpoint))
        : api.write(endpoint.method().name(), person, path(endpoint), "{}", "If-Match", "\"1\"");
  }

  /** What is Ada's, in the place of every name. */
  private String path(Endpoint endpoint) {
    String path =
        endpoint
            .pattern()
            .replace("/commands/{id}", "/commands/" + command)
            .replace("{id}", work.toString())
            .replace("{eventId}", "single");
    assertThat(path).doesNotContain("{");
    return path + ASKED;
  }
}
