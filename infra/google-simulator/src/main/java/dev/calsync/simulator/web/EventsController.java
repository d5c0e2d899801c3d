package dev.calsync.simulator.web;

import static dev.calsync.simulator.oauth.Scope.READ_EVENTS;
import static dev.calsync.simulator.oauth.Scope.WRITE_EVENTS;

import dev.calsync.simulator.google.ClientSupport;
import dev.calsync.simulator.google.EventsApi;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.AccessToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /calendars/…/events} of the Calendar API. */
@RestController
@RequestMapping("/calendar/v3/calendars/{calendarId}/events")
class EventsController {
  private final EventsApi events;
  private final WatchAnswers watchAnswers;

  EventsController(SimulatedGoogle google, WatchAnswers watchAnswers) {
    this.watchAnswers = watchAnswers;
    this.events = google.events();
  }

  @GetMapping
  @Operation(value = "events.list", needs = READ_EVENTS)
  Map<String, Object> list(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @RequestParam MultiValueMap<String, String> parameters) {
    return events.list(caller.email(), calendarId, parameters);
  }

  @GetMapping("/{eventId}")
  @Operation(value = "events.get", needs = READ_EVENTS)
  ResponseEntity<Map<String, Object>> get(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
    return events
        .get(caller.email(), calendarId, eventId, ifNoneMatch)
        .map(ResponseEntity::ok)
        .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_MODIFIED).build());
  }

  @GetMapping("/{eventId}/instances")
  @Operation(value = "events.instances", needs = READ_EVENTS)
  Map<String, Object> instances(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestParam MultiValueMap<String, String> parameters) {
    return events.instances(caller.email(), calendarId, eventId, parameters);
  }

  @PostMapping
  @Operation(value = "events.insert", needs = WRITE_EVENTS)
  Map<String, Object> insert(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestBody Map<String, Object> event) {
    return events.insert(caller.email(), calendarId, event, ClientSupport.of(parameters));
  }

  @PutMapping("/{eventId}")
  @Operation(value = "events.update", needs = WRITE_EVENTS)
  Map<String, Object> update(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestBody Map<String, Object> event) {
    ClientSupport support = ClientSupport.of(parameters);
    return events.update(caller.email(), calendarId, eventId, event, ifMatch, support);
  }

  @PatchMapping("/{eventId}")
  @Operation(value = "events.patch", needs = WRITE_EVENTS)
  Map<String, Object> patch(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestParam MultiValueMap<String, String> parameters,
      @RequestBody Map<String, Object> patch) {
    ClientSupport support = ClientSupport.of(parameters);
    return events.patch(caller.email(), calendarId, eventId, patch, ifMatch, support);
  }

  @DeleteMapping("/{eventId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(value = "events.delete", needs = WRITE_EVENTS)
  void delete(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    events.delete(caller.email(), calendarId, eventId, ifMatch);
  }

  @PostMapping("/{eventId}/move")
  @Operation(value = "events.move", needs = WRITE_EVENTS)
  Map<String, Object> move(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestParam String destination) {
    return events.move(caller.email(), calendarId, eventId, destination);
  }

  @PostMapping("/watch")
  @Operation(value = "events.watch", needs = READ_EVENTS)
  Map<String, Object> watch(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @RequestBody Map<String, Object> channel)
      throws InterruptedException {
    return watchAnswers.of(events.watch(caller.email(), caller.clientId(), calendarId, channel));
  }
}
