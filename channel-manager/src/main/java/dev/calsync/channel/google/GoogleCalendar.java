package dev.calsync.channel.google;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.CalendarList;
import com.google.api.services.calendar.model.CalendarListEntry;
import com.google.api.services.calendar.model.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The calls of Google's Calendar API that this service makes, each with a user's access token. */
@Component
public final class GoogleCalendar {
  private static final int PAGE_SIZE = 250;

  /** A list longer than this is not a list; it would be read for ever. */
  private static final int PAGE_LIMIT = 200;

  private final HttpTransport transport;
  private final GoogleSettings settings;
  private final JsonMapper json;

  GoogleCalendar(HttpTransport transport, GoogleSettings settings, JsonMapper json) {
    this.transport = transport;
    this.settings = settings;
    this.json = json;
  }

  /** The whole calendar list, hidden ones included. */
  public List<CalendarListEntry> calendarList(String accessToken) throws GoogleFault {
    var all = new ArrayList<CalendarListEntry>();
    String page = null;
    for (int read = 0; read < PAGE_LIMIT; read++) {
      CalendarList answer = page(accessToken, page);
      if (answer.getItems() != null) {
        all.addAll(answer.getItems());
      }
      page = answer.getNextPageToken();
      if (page == null) {
        return all;
      }
    }
    throw new GoogleFault(
        GoogleFault.Kind.TRANSIENT, "the calendar list did not end after " + PAGE_LIMIT, null);
  }

  private CalendarList page(String accessToken, @Nullable String page) throws GoogleFault {
    return execute(() ->
        client(accessToken)
            .calendarList()
            .list()
            .setMaxResults(PAGE_SIZE)
            .setShowHidden(true)
            .setPageToken(page));
  }

  /** Asks for pushes of what becomes of something. */
  public Watched watch(String accessToken, Resource resource, Channel wanted) throws GoogleFault {
    Calendar client = client(accessToken);
    try {
      AbstractGoogleClientRequest<Channel> request =
          switch (resource) {
            case Resource.EventsOf(var id) -> client.events().watch(id, wanted);
            case Resource.CalendarList _ -> client.calendarList().watch(wanted);
          };
      return Watched.read(
          request.setDisableGZipContent(true).executeUnparsed().parseAsString(), json);
    } catch (IOException e) {
      throw GoogleFaults.of(e);
    }
  }

  /** Ends a channel; that it is not there is what was wanted. */
  public void stop(String accessToken, String channelId, String resourceId) throws GoogleFault {
    try {
      execute(() ->
          client(accessToken)
              .channels()
              .stop(new Channel().setId(channelId).setResourceId(resourceId)));
    } catch (GoogleFault e) {
      if (e.kind() != GoogleFault.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private Calendar client(String accessToken) {
    return new Calendar.Builder(
            transport, GsonFactory.getDefaultInstance(), request -> prepare(request, accessToken))
        .setRootUrl(settings.apiUrl().toString().replaceFirst("/*$", "/"))
        .setApplicationName("calsync")
        .build();
  }

  private void prepare(HttpRequest request, String accessToken) {
    request.getHeaders().setAuthorization("Bearer " + accessToken);
    request.setConnectTimeout((int) settings.connectTimeout().toMillis());
    request.setReadTimeout((int) settings.readTimeout().toMillis());
    request.setNumberOfRetries(0);
    // It would write the body down, and with it the channel's token.
    request.setLoggingEnabled(false);
  }

  private static <T> T execute(Request<T> request) throws GoogleFault {
    try {
      return request.build().setDisableGZipContent(true).execute();
    } catch (IOException e) {
      throw GoogleFaults.of(e);
    }
  }

  /** A request that is built only inside the reach of the fault translation. */
  private interface Request<T> {
    AbstractGoogleClientRequest<T> build() throws IOException;
  }
}
