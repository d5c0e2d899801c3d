package dev.calsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The jar by itself, told what the README's commands tell it. */
class JarIntegrationTests {
  private static final Pattern PORT = Pattern.compile("Jetty started on port (\\d+)");
  private static final Pattern COMMAND = Pattern.compile("json (/control\\S+) '(.+?)'");
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"?(/simulator/[^\" >]+)");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theCommandsOfTheReadmeDoWhatItSays() throws IOException {
    Map<String, String> commands = new LinkedHashMap<>();
    COMMAND
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(command -> commands.put(command.group(1), command.group(2)));
    assertThat(commands).hasSizeGreaterThan(5);
    Process jar = started("--google-simulator.demo-data=false");
    try {
      URI url = url(jar);
      checkPageForPeople(url);
      String token = "";
      for (var command : commands.entrySet()) {
        HttpResponse<String> answer =
            Http.send(
                http,
                HttpRequest.newBuilder(url.resolve(command.getKey()))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(command.getValue())));
        assertThat(answer.statusCode()).as(command.getKey()).isIn(200, 204);
        if (command.getKey().endsWith("/token")) {
          token = JSON.readTree(answer.body()).path("accessToken").asString();
        }
      }
      var list =
          HttpRequest.newBuilder(url.resolve("/calendar/v3/calendars/primary/events"))
              .header("Authorization", "Bearer " + token);
      // Once in a while it answers 503, shows nothing yet, or has an empty page: as it was told.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Http.send(http, list).body().contains("Tea"));
    } finally {
      jar.destroy();
      http.close();
    }
  }

  /** For whoever opens the URL; the script does the rest. */
  private void checkPageForPeople(URI url) {
    HttpResponse<String> page = Http.send(http, HttpRequest.newBuilder(url.resolve("/")));
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(REFERENCE.matcher(page.body()).results())
        .hasSizeGreaterThan(1)
        .allSatisfy(reference -> {
          URI file = url.resolve(reference.group(1));
          assertThat(Http.send(http, HttpRequest.newBuilder(file)).statusCode()).isEqualTo(200);
        });
  }

  private static Process started(String option) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-jar",
            "target/google-simulator.jar",
            option,
            "--server.port=0")
        .redirectErrorStream(true)
        .start();
  }

  private static URI url(Process jar) throws IOException {
    StringBuilder log = new StringBuilder();
    BufferedReader lines = jar.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return URI.create("http://localhost:" + port.group(1));
      }
    }
    throw new AssertionError("it ended: " + log);
  }
}
