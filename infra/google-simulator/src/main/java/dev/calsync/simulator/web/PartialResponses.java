package dev.calsync.simulator.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/** Applies {@code fields} to the answers of Google's APIs, and cuts them where a fault wants it. */
@ControllerAdvice
class PartialResponses implements ResponseBodyAdvice<Object> {
  private final JsonMapper json;

  PartialResponses(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
    return returnType.hasMethodAnnotation(Operation.class);
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType contentType,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(request instanceof ServletServerHttpRequest servlet)) {
      return body;
    }
    String fields = servlet.getServletRequest().getParameter("fields");
    Object wanted = fields == null ? body : FieldMask.parse(fields).apply(body);
    if (!Boolean.TRUE.equals(servlet.getServletRequest().getAttribute(OperationGate.TRUNCATED))) {
      return wanted;
    }
    byte[] whole = json.writeValueAsBytes(wanted);
    try {
      response.getHeaders().setContentType(contentType);
      response.getBody().write(whole, 0, whole.length / 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return null;
  }
}
