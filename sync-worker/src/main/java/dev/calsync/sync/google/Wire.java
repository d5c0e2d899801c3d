package dev.calsync.sync.google;

import com.google.api.client.googleapis.services.json.AbstractGoogleJsonClientRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.google.GoogleFault.Call;
import java.io.IOException;
import java.io.InputStream;

/** How Google is asked, once, and how its answer is read: within bounds of bytes and time. */
record Wire(
    HttpTransport transport, GoogleProperties google, SyncProperties settings, EventLimits limits) {

  Calendar client(AccessToken token) {
    return new Calendar.Builder(
            transport,
            GsonFactory.getDefaultInstance(),
            request -> {
              request.setConnectTimeout((int) google.connectTimeout().toMillis());
              request.setReadTimeout((int) google.readTimeout().toMillis());
              request.setNumberOfRetries(0); // The row retries, with a delay that survives us.
              request.setLoggingEnabled(false); // It would write the token down.
              request.setThrowExceptionOnExecuteError(false); // It would read errors unbounded.
              request.getHeaders().setAuthorization("Bearer " + token.value());
            })
        .setRootUrl(google.apiUrl().toString())
        .setApplicationName("Calsync (gzip)")
        .build();
  }

  <T> T read(AbstractGoogleJsonClientRequest<?> request, WireAnswer.Body<T> body)
      throws IOException {
    return WireAnswer.read(request, answerBytes(), google.readTimeout(), body);
  }

  /** An event that comes alone. */
  RawItem item(InputStream in) throws IOException {
    return RawItem.alone(in.readNBytes(limits.bytes() + 1), limits.bytes());
  }

  long answerBytes() {
    return settings.pageBytes().toBytes();
  }

  static GoogleFault fault(Exception failure, Call call) {
    return switch (failure) {
      case WireAnswer.RefusedException e -> GoogleFault.of(e.answer(), call);
      case IllegalArgumentException e ->
          new GoogleFault.Refused("not an event as Google knows them: " + e.getMessage());
      default ->
          new GoogleFault.Transient(
              failure.getClass().getSimpleName() + ": " + failure.getMessage(), null);
    };
  }
}
