package dev.calsync.simulator.web;

import static dev.calsync.simulator.oauth.Scope.ANY_CALENDAR;
import static dev.calsync.simulator.oauth.Scope.READ_CALENDARS;
import static dev.calsync.simulator.oauth.Scope.WRITE_CALENDARS;

import dev.calsync.simulator.google.CalendarsApi;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.AccessToken;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /calendars} and {@code /channels} of the Calendar API. */
@RestController
@RequestMapping("/calendar/v3")
class CalendarsController {
  private final SimulatedGoogle google;
  private final CalendarsApi calendars;

  CalendarsController(SimulatedGoogle google) {
    this.google = google;
    this.calendars = google.calendars();
  }

  @GetMapping("/calendars/{calendarId}")
  @Operation(value = "calendars.get", needs = READ_CALENDARS)
  Map<String, Object> get(@RequestAttribute AccessToken caller, @PathVariable String calendarId) {
    return calendars.get(caller.email(), calendarId);
  }

  @PostMapping("/calendars")
  @Operation(value = "calendars.insert", needs = WRITE_CALENDARS)
  Map<String, Object> insert(
      @RequestAttribute AccessToken caller, @RequestBody Map<String, Object> calendar) {
    return calendars.insert(caller.email(), calendar);
  }

  @PatchMapping("/calendars/{calendarId}")
  @Operation(value = "calendars.patch", needs = WRITE_CALENDARS)
  Map<String, Object> patch(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @RequestBody Map<String, Object> patch) {
    return calendars.patch(caller.email(), calendarId, patch);
  }

  @DeleteMapping("/calendars/{calendarId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(value = "calendars.delete", needs = WRITE_CALENDARS)
  void delete(@RequestAttribute AccessToken caller, @PathVariable String calendarId) {
    calendars.delete(caller.email(), calendarId);
  }

  @PostMapping("/channels/stop")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(value = "channels.stop", needs = ANY_CALENDAR)
  void stop(@RequestAttribute AccessToken caller, @RequestBody Map<String, Object> channel) {
    google.stopChannel(caller.email(), caller.clientId(), channel);
  }
}
