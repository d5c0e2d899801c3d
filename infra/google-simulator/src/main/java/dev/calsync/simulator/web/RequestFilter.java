package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes what Google's own clients send: gzipped bodies, and PATCH by way of POST. */
@Component
class RequestFilter extends OncePerRequestFilter {
  private static final int BODY_LIMIT = 64 << 20;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean zipped = "gzip".equalsIgnoreCase(request.getHeader("Content-Encoding"));
    String method = request.getHeader("X-HTTP-Method-Override");
    if (!zipped && method == null) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body = null;
    if (zipped) {
      try (InputStream plain = new GZIPInputStream(request.getInputStream())) {
        body = plain.readNBytes(BODY_LIMIT);
      } catch (IOException _) {
        response.sendError(GoogleError.invalid("").status());
        return;
      }
    }
    chain.doFilter(new Rewritten(request, method, body), response);
  }

  private static final class Rewritten extends HttpServletRequestWrapper {
    private final @Nullable String method;
    private final byte @Nullable [] body;

    private Rewritten(HttpServletRequest request, @Nullable String method, byte @Nullable [] body) {
      super(request);
      this.method = method;
      this.body = body;
    }

    @Override
    public String getMethod() {
      return method == null ? super.getMethod() : method;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return body == null ? super.getInputStream() : new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public long getContentLengthLong() {
      return body == null ? super.getContentLengthLong() : body.length;
    }

    @Override
    public int getContentLength() {
      return (int) getContentLengthLong();
    }
  }

  private static final class Bytes extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    private Bytes(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("read at once, not by listener");
    }
  }
}
