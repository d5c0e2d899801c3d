package dev.calsync.sync.google;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one pool of connections to Google, shared by all turns. */
@Configuration(proxyBeanMethods = false)
class GoogleTransport {
  /** Headers are bounded like all else that comes from there. */
  private static final Http1Config HEADERS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

  @Bean(destroyMethod = "shutdown")
  HttpTransport googleHttpTransport(GoogleProperties google) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(google.connections())
            .setMaxConnPerRoute(google.connections())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(HEADERS).build())
            .build();
    return new Apache5HttpTransport(
        HttpClients.custom()
            .setConnectionManager(connections)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .addExecInterceptorFirst("cut", GoogleTransport::cutWhenClosedEarly)
            .addExecInterceptorFirst(
                "deadline",
                (request, scope, chain) -> begunBy(google.answerBegins(), request, scope, chain))
            .build());
  }

  /**
   * Cuts what has not begun to answer by then. Time limits of sockets count from byte to byte: a
   * head that comes a drop at a time, or a request that is taken so, would pass them for ever.
   */
  private static ClassicHttpResponse begunBy(
      Duration limit, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    var deadline =
        new CompletableFuture<@Nullable Void>().orTimeout(limit.toMillis(), MILLISECONDS);
    if (scope.originalRequest instanceof Cancellable whole) {
      deadline.exceptionally(_ -> {
        whole.cancel();
        return null;
      });
    }
    try {
      return chain.proceed(request, scope);
    } catch (IOException | RuntimeException e) {
      if (deadline.isDone()) {
        throw new IOException("no answer began within " + limit, e);
      }
      throw e;
    } finally {
      deadline.complete(null);
    }
  }

  /**
   * Closes a body that was not read to its end by cutting the connection. Left to itself, the
   * client would read on to the end, and a server that never ends would hold the turn for ever.
   */
  private static ClassicHttpResponse cutWhenClosedEarly(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      response.setEntity(new CutEntity(entity, scope.execRuntime::discardEndpoint));
    }
    return response;
  }

  private static final class CutEntity extends HttpEntityWrapper {
    private final Runnable cut;

    CutEntity(HttpEntity entity, Runnable cut) {
      super(entity);
      this.cut = cut;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new CutInput(super.getContent(), cut);
    }
  }

  private static final class CutInput extends FilterInputStream {
    private final Runnable cut;
    private boolean ended;

    CutInput(InputStream in, Runnable cut) {
      super(in);
      this.cut = cut;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      ended |= octet < 0;
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int octets = super.read(buffer, offset, length);
      ended |= octets < 0;
      return octets;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        super.close();
      } else {
        cut.run();
      }
    }
  }
}
