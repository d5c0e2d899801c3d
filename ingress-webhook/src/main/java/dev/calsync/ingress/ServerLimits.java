package dev.calsync.ingress;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.stereotype.Component;

/** Jetty's share of the limits, as far as they are not among Spring Boot's own settings. */
@Component
class ServerLimits implements JettyServerCustomizer {
  /** Google sends a dozen; each proxy on the way adds a few. */
  static final int MAX_HEADERS = 64;

  private final IngressProperties properties;

  ServerLimits(IngressProperties properties) {
    this.properties = properties;
  }

  @Override
  public void customize(Server server) {
    server.setErrorHandler(new ProblemErrorHandler());
    for (var connector : server.getConnectors()) {
      connector
          .getConnectionFactories()
          .forEach(factory -> {
            if (factory instanceof HttpConnectionFactory http) {
              limit(http.getHttpConfiguration());
            }
          });
      if (connector instanceof AbstractConnector sockets) {
        connector.addBean(new SlowRequests(sockets, properties.ingress().slowRequestAfter()));
      }
    }
  }

  private static void limit(HttpConfiguration http) {
    http.addCustomizer(ServerLimits::refuseManyHeaders);
    // What is not read of a body is not waited for either; the connection is closed.
    http.setMaxUnconsumedRequestContentReads(1);
  }

  private static Request refuseManyHeaders(Request request, HttpFields.Mutable responseHeaders) {
    if (request.getHeaders().size() > MAX_HEADERS) {
      throw new HttpException.RuntimeException(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
    }
    return request;
  }
}
