package dev.calsync.simulator.web;

import dev.calsync.simulator.google.Person;
import dev.calsync.simulator.google.Role;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Acts as a person in Google's own pages (infra/docs/google-calendar.md §7.22). */
@RestController
@RequestMapping("/control/people/{email}/calendars")
class PersonController {
  private final SimulatedGoogle google;

  PersonController(SimulatedGoogle google) {
    this.google = google;
  }

  @GetMapping
  List<Map<String, Object>> calendars(@PathVariable String email) {
    return person(email).calendars();
  }

  @GetMapping("/{calendarId}/events")
  List<Map<String, Object>> events(
      @PathVariable String email,
      @PathVariable String calendarId,
      @RequestParam MultiValueMap<String, String> parameters) {
    return person(email).events(calendarId, parameters);
  }

  @PostMapping("/{calendarId}/events")
  Map<String, Object> create(
      @PathVariable String email,
      @PathVariable String calendarId,
      @RequestBody Map<String, Object> event) {
    return person(email).create(calendarId, event);
  }

  @PatchMapping("/{calendarId}/events/{eventId}")
  Map<String, Object> edit(
      @PathVariable String email,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestBody Map<String, Object> patch) {
    return person(email).edit(calendarId, eventId, patch);
  }

  @DeleteMapping("/{calendarId}/events/{eventId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String email, @PathVariable String calendarId, @PathVariable String eventId) {
    person(email).delete(calendarId, eventId);
  }

  /** "This and following": the id is an instance's, the body what changes from there on. */
  @PostMapping("/{calendarId}/events/{eventId}/split")
  Map<String, Object> split(
      @PathVariable String email,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestBody Map<String, Object> patch) {
    return person(email).split(calendarId, eventId, patch);
  }

  record ForMove(@Required String destination) {}

  @PostMapping("/{calendarId}/events/{eventId}/move")
  Map<String, Object> move(
      @PathVariable String email,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestBody ForMove wanted) {
    return person(email).move(calendarId, eventId, wanted.destination());
  }

  record ForAnswer(@Required String responseStatus) {}

  @PostMapping("/{calendarId}/events/{eventId}/respond")
  Map<String, Object> respond(
      @PathVariable String email,
      @PathVariable String calendarId,
      @PathVariable String eventId,
      @RequestBody ForAnswer answer) {
    return person(email).respond(calendarId, eventId, answer.responseStatus());
  }

  record ForShare(@Required String email, @Nullable String role) {}

  /** role: reader, writer, owner or freeBusyReader; none takes the calendar away. */
  @PostMapping("/{calendarId}/share")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void share(
      @PathVariable String email, @PathVariable String calendarId, @RequestBody ForShare wanted) {
    Person person = person(email);
    String role = wanted.role();
    if ("none".equals(role)) {
      person.unshare(calendarId, wanted.email());
    } else {
      person.share(calendarId, wanted.email(), role == null ? Role.READER : Role.of(role));
    }
  }

  private Person person(String email) {
    return google.person(google.administration().person(email).email());
  }
}
