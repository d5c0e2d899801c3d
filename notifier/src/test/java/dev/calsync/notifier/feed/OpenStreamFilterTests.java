package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OpenStreamFilterTests {
  @Test
  void anOpenStreamKeepsNothingOfWhatFiltersKeep() throws Exception {
    assertThat(keptAfter("/api/stream", (request, _) -> request.startAsync())).isEmpty();
  }

  @Test
  void aStreamThatWasRefusedAndEveryOtherRequestAreLeftAlone() throws Exception {
    assertThat(keptAfter("/api/stream", (_, _) -> {})).contains("session");
    assertThat(keptAfter("/api/changes", (request, _) -> request.startAsync())).contains("session");
  }

  private static List<String> keptAfter(String path, FilterChain rest) throws Exception {
    var request = new MockHttpServletRequest("GET", path);
    request.setAsyncSupported(true);
    new OpenStreamFilter()
        .doFilter(
            request,
            new MockHttpServletResponse(),
            (asked, answer) -> {
              asked.setAttribute("session", "Ada's");
              rest.doFilter(asked, answer);
            });
    return Collections.list(request.getAttributeNames());
  }
}
