package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.fault.Faults;
import dev.calsync.simulator.fault.PushFaults;
import dev.calsync.simulator.fault.Rule;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.push.Attempt;
import dev.calsync.simulator.push.Courier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What goes wrong on purpose, with calls and with messages, and what became of messages. */
@RestController
@RequestMapping("/control")
class FaultController {
  private final Faults faults;
  private final Courier courier;
  private final SimulatedGoogle google;
  private final Operations operations;

  FaultController(Faults faults, Courier courier, SimulatedGoogle google, Operations operations) {
    this.faults = faults;
    this.courier = courier;
    this.google = google;
    this.operations = operations;
  }

  @GetMapping("/faults")
  Map<String, Object> faults() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rules", faults.active());
    all.put("pushes", courier.faults());
    return all;
  }

  @PostMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void fault(@RequestBody Map<String, Object> rule) {
    Rule wanted = Overlay.read(Map.of("status", 0), rule, Rule.class);
    if (!operations.areStruckBy(wanted)) {
      throw GoogleError.invalid(
          "match: %s (expected: an operation like events.list, a family like events.*, or *)"
              .formatted(wanted.match()));
    }
    faults.add(wanted);
  }

  @DeleteMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void noFaults() {
    faults.clear();
    courier.faults(PushFaults.NONE);
  }

  /** What is not named does not happen. */
  @PostMapping("/pushes")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void pushFaults(@RequestBody Map<String, Object> wanted) {
    courier.faults(Overlay.of(PushFaults.NONE, wanted, PushFaults.class));
  }

  @GetMapping("/deliveries")
  List<Attempt> deliveries(@RequestParam(required = false) @Nullable String channelId) {
    return courier.attempts().stream()
        .filter(attempt -> channelId == null || attempt.channelId().equals(channelId))
        .toList();
  }

  record ForSilence(@Required boolean silent) {}

  @PostMapping("/channels/{channelId}/silence")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void silence(@PathVariable String channelId, @RequestBody ForSilence wanted) {
    google.administration().silence(channelId, wanted.silent());
  }
}
