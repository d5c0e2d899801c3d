package dev.calsync.local;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Passes each request to the service that answers for its path, and every byte on as it comes. */
final class Gateway extends ProxyHandler {
  private static final String LOOPBACK = "127.0.0.1";

  private final ToIntFunction<Port> ports;

  Gateway(ToIntFunction<Port> ports) {
    this.ports = ports;
    setViaHost("calsync");
  }

  @Override
  protected void configureHttpClient(HttpClient client) {
    super.configureHttpClient(client);
    client.setConnectTimeout(2_000);
    client.setIdleTimeout(0); // streams
    client.setMaxConnectionsPerDestination(2_000); // one for each stream
    client.setUserAgentField(null);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (service(request).isEmpty()) {
      problem(response, callback, HttpStatus.NOT_FOUND_404);
      return true;
    }
    return super.handle(request, response, callback);
  }

  @Override
  protected HttpURI rewriteHttpURI(Request request) {
    int port = ports.applyAsInt(service(request).orElseThrow());
    return HttpURI.build(request.getHttpURI()).scheme("http").authority(LOOPBACK, port);
  }

  /** Path and query go on as they came, also where java.net.URI would not have them. */
  @Override
  protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI to) {
    return getHttpClient()
        .newRequest(to.getHost(), to.getPort())
        .method(request.getMethod())
        .path(to.getPathQuery());
  }

  /** The names that everybody understands; what a tunnel before us has said stays. */
  @Override
  protected void addForwardedHeader(Request from, org.eclipse.jetty.client.Request to) {
    to.headers(headers -> {
      headers.add(new HttpField(HttpHeader.X_FORWARDED_FOR, Request.getRemoteAddr(from)));
      if (!headers.contains(HttpHeader.X_FORWARDED_PROTO)) {
        headers.put(HttpHeader.X_FORWARDED_PROTO, "http");
      }
      String host = from.getHeaders().get(HttpHeader.HOST);
      if (host != null && !headers.contains(HttpHeader.X_FORWARDED_HOST)) {
        headers.put(HttpHeader.X_FORWARDED_HOST, host);
      }
    });
  }

  @Override
  protected void onServerToProxyResponseFailure(
      Request request,
      org.eclipse.jetty.client.Request toServer,
      org.eclipse.jetty.client.Response fromServer,
      Response response,
      Callback callback,
      Throwable failure) {
    if (response.isCommitted()) {
      callback.failed(failure);
    } else if (failure instanceof ConnectException) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
      problem(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    } else {
      problem(response, callback, HttpStatus.BAD_GATEWAY_502);
    }
  }

  private static Optional<Port> service(Request request) {
    return Optional.ofNullable(request.getHttpURI().getCanonicalPath()).flatMap(Routes::of);
  }

  private static void problem(Response response, Callback callback, int status) {
    String body =
        """
        {"type":"about:blank","title":"%s","status":%d}\
        """
            .formatted(HttpStatus.getMessage(status), status);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.write(true, java.nio.ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
