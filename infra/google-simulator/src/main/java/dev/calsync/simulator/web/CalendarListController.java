package dev.calsync.simulator.web;

import static dev.calsync.simulator.oauth.Scope.READ_CALENDAR_LIST;
import static dev.calsync.simulator.oauth.Scope.WRITE_CALENDAR_LIST;

import dev.calsync.simulator.google.CalendarListApi;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.AccessToken;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /users/me/calendarList} of the Calendar API. */
@RestController
@RequestMapping("/calendar/v3/users/me/calendarList")
class CalendarListController {
  private final CalendarListApi calendarList;
  private final WatchAnswers watchAnswers;

  CalendarListController(SimulatedGoogle google, WatchAnswers watchAnswers) {
    this.watchAnswers = watchAnswers;
    this.calendarList = google.calendarList();
  }

  @GetMapping
  @Operation(value = "calendarList.list", needs = READ_CALENDAR_LIST)
  Map<String, Object> list(
      @RequestAttribute AccessToken caller,
      @RequestParam MultiValueMap<String, String> parameters) {
    return calendarList.list(caller.email(), parameters);
  }

  @GetMapping("/{calendarId}")
  @Operation(value = "calendarList.get", needs = READ_CALENDAR_LIST)
  Map<String, Object> get(@RequestAttribute AccessToken caller, @PathVariable String calendarId) {
    return calendarList.get(caller.email(), calendarId);
  }

  @PostMapping
  @Operation(value = "calendarList.insert", needs = WRITE_CALENDAR_LIST)
  Map<String, Object> insert(
      @RequestAttribute AccessToken caller, @RequestBody Map<String, Object> entry) {
    return calendarList.insert(caller.email(), entry);
  }

  @PatchMapping("/{calendarId}")
  @Operation(value = "calendarList.patch", needs = WRITE_CALENDAR_LIST)
  Map<String, Object> patch(
      @RequestAttribute AccessToken caller,
      @PathVariable String calendarId,
      @RequestBody Map<String, Object> patch) {
    return calendarList.patch(caller.email(), calendarId, patch);
  }

  @DeleteMapping("/{calendarId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(value = "calendarList.delete", needs = WRITE_CALENDAR_LIST)
  void delete(@RequestAttribute AccessToken caller, @PathVariable String calendarId) {
    calendarList.delete(caller.email(), calendarId);
  }

  @PostMapping("/watch")
  @Operation(value = "calendarList.watch", needs = READ_CALENDAR_LIST)
  Map<String, Object> watch(
      @RequestAttribute AccessToken caller, @RequestBody Map<String, Object> channel)
      throws InterruptedException {
    return watchAnswers.of(calendarList.watch(caller.email(), caller.clientId(), channel));
  }
}
