package dev.calsync.ingress;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The webhook's servlet, called without a server. */
public final class WebhookDoor {
  private final WebhookServlet servlet;

  WebhookDoor(WebhookServlet servlet) {
    this.servlet = servlet;
  }

  /** Nobody stands between Google and us. */
  public static Object noProxies() {
    return new TrustedProxies(List.of());
  }

  /** The status with which a push is answered. */
  public int push(Map<String, String> headers) {
    var request = new MockHttpServletRequest("POST", WebhookServlet.PATH);
    headers.forEach(request::addHeader);
    var response = new MockHttpServletResponse();
    try {
      servlet.service(request, response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return response.getStatus();
  }
}
