package dev.calsync.simulator;

import dev.calsync.simulator.google.SimulatedGoogle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** A simulated Google inside this JVM, on a free port, empty unless told otherwise. */
public final class GoogleSimulator implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An option that is given twice would be a list. */
  private static final List<String> DEFAULTS =
      List.of(
          "--server.port=0",
          "--google-simulator.demo-data=false",
          "--google-simulator.lively=false");

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;

  private GoogleSimulator(ConfigurableApplicationContext context, URI url) {
    this.context = context;
    this.url = url;
  }

  /** Starts one; arguments as on the command line, {@code --google-simulator.demo-data=true}. */
  public static GoogleSimulator start(String... arguments) {
    List<String> given = List.of(arguments);
    String[] all =
        Stream.concat(
                DEFAULTS.stream().filter(usual -> given.stream().noneMatch(sameOption(usual))),
                given.stream())
            .toArray(String[]::new);
    ConfigurableApplicationContext context = GoogleSimulatorApplication.application().run(all);
    if (context instanceof WebServerApplicationContext web) {
      WebServer server = Objects.requireNonNull(web.getWebServer(), "a started web server");
      return new GoogleSimulator(context, URI.create("http://localhost:" + server.getPort()));
    }
    throw new IllegalStateException("the simulator has no web server");
  }

  /** Its base URL, without a slash at the end. */
  public URI url() {
    return url;
  }

  /** A token with all scopes for this person. */
  public String accessToken(String email) {
    Object token = object(control("/token", Map.of("email", email))).get("accessToken");
    return String.valueOf(token);
  }

  /** A person with their primary calendar. */
  public void addUser(String email, String name) {
    control("/users", Map.of("email", email, "name", name));
  }

  /** A calendar of that person; returns its id. */
  public String addCalendar(String owner, String summary) {
    Object id = object(control("/calendars", Map.of("owner", owner, "summary", summary))).get("id");
    return String.valueOf(id);
  }

  /** Everything as at the start, and chance as with this seed. */
  public void reset(long seed) {
    control("/reset", Map.of("seed", seed));
  }

  /** The same simulator in this JVM, for what is easier without HTTP. */
  public SimulatedGoogle google() {
    return context.getBean(SimulatedGoogle.class);
  }

  /** Lets this much time pass at once, in whole seconds: a part of one counts as one. */
  public void advance(Duration time) {
    control("/clock/advance", Map.of("seconds", time.plusNanos(999_999_999).toSeconds()));
  }

  /** Posts to the control API; returns the body of the answer. */
  public String control(String path, Object body) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/control" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return send(request);
  }

  /** Reads from the control API. */
  public String control(String path) {
    return send(HttpRequest.newBuilder(url.resolve("/control" + path)).build());
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }

  private static Predicate<String> sameOption(String argument) {
    String name = argument.substring(0, argument.indexOf('=') + 1);
    return other -> other.startsWith(name);
  }

  private static Map<?, ?> object(String json) {
    return JSON.readValue(json, Map.class);
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw new IllegalArgumentException(
            request.uri() + " answered " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
