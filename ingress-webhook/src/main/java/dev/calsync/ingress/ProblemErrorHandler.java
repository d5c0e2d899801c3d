package dev.calsync.ingress;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers in Jetty's place what never comes as far as a servlet: requests that are not HTTP. */
final class ProblemErrorHandler extends ErrorHandler {
  private static final String DETAIL = "The request cannot be read or is too large.";

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    byte[] problem = Problem.of(status, DETAIL).json();
    response.write(true, ByteBuffer.wrap(problem), callback);
  }
}
