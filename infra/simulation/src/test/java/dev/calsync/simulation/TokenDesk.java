package dev.calsync.simulation;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClient;

/** The channel manager's one endpoint for workers: access tokens, each with a number of its own. */
final class TokenDesk {
  private static final Duration QUICK = Duration.ofMillis(5);
  private static final Duration SLOW = Duration.ofMillis(300);

  private final Function<String, String> emails;
  private int issued;

  /**
   * @param emails account id → the address in its tokens
   */
  TokenDesk(Function<String, String> emails) {
    this.emails = emails;
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
        return answer(address.getPath().split("/", -1)[3]);
      }
    };
  }

  private ClientHttpResponse answer(String account) {
    issued++;
    String json =
        """
        {"accessToken":"%s/%d","expiresAt":"2100-01-01T00:00:00Z","version":%d}
        """
            .formatted(emails.apply(account), issued, issued);
    var response = new MockClientHttpResponse(json.getBytes(StandardCharsets.UTF_8), HttpStatus.OK);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    return response;
  }
}
