package dev.calsync.simulation;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The way from a worker to the channel managers' one endpoint for it: access tokens. */
final class TokenDesk {
  private static final Duration QUICK = Duration.ofMillis(5);
  private static final Duration SLOW = Duration.ofMillis(300);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ManagerDoors managers;

  TokenDesk(ManagerDoors managers) {
    this.managers = managers;
  }

  /** It, as one process reaches it. */
  RestClient client(Surroundings around) {
    return RestClient.builder()
        .baseUrl("http://channel-manager")
        .requestFactory((address, method) -> request(address, method, around))
        .build();
  }

  private ClientHttpRequest request(URI address, HttpMethod method, Surroundings around) {
    return new MockClientHttpRequest(method, address) {
      @Override
      protected ClientHttpResponse executeInternal() throws IOException {
        around.pause(QUICK, SLOW);
        around.mayFail(around.swarm().google().lost(), "the channel manager did not answer");
        JsonNode rejected = JSON.readTree(getBodyAsBytes()).path("rejectedVersion");
        return answer(
            address.getPath().split("/", -1)[3],
            rejected.isNumber() ? rejected.asLong() : null,
            around);
      }
    };
  }

  private ClientHttpResponse answer(String account, @Nullable Long rejected, Surroundings around)
      throws IOException {
    var manager = managers.any(around.now());
    if (manager.isEmpty()) {
      throw new IOException("no channel manager is there");
    }
    var answer = heard(() -> manager.get().tokens().accessToken(account, rejected), around);
    var response =
        new MockClientHttpResponse(
            JSON.writeValueAsBytes(answer.getBody()), answer.getStatusCode());
    response.getHeaders().addAll(answer.getHeaders());
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return response;
  }

  /** What fails there, or dies, is not the death of whoever asks. */
  private static ResponseEntity<?> heard(Supplier<ResponseEntity<?>> answer, Surroundings around)
      throws IOException {
    try {
      return answer.get();
    } catch (Died | RuntimeException e) {
      around.requireAlive();
      throw new IOException("the channel manager failed", e);
    }
  }
}
