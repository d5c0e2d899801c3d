package dev.calsync.sync.audit;

import dev.calsync.model.CalendarId;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/** An audit of one calendar on demand, {@code POST /actuator/audit/{calendarId}}. */
@Component
@Endpoint(id = "audit")
class AuditEndpoint {
  private static final int CONFLICT = 409;

  private final Audits audits;

  AuditEndpoint(Audits audits) {
    this.audits = audits;
  }

  /** Audits it and says what was found. */
  @WriteOperation
  public WebEndpointResponse<Object> audit(@Selector String calendarId)
      throws InterruptedException {
    CalendarId calendar;
    try {
      calendar = CalendarId.of(calendarId);
    } catch (IllegalArgumentException e) {
      throw new InvalidEndpointRequestException(
          "not the id of a calendar: " + calendarId, "not the id of a calendar", e);
    }
    return audits
        .of(calendar)
        .<WebEndpointResponse<Object>>map(WebEndpointResponse::new)
        .orElseGet(() ->
            new WebEndpointResponse<>(
                Map.of("reason", "this worker is auditing another calendar"), CONFLICT));
  }
}
