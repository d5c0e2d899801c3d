package dev.calsync.simulator.web;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.ChannelBehaviour;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.push.Courier;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The answers to watch calls (infra/docs/google-calendar.md §2.1, §7.12, §7.13). */
@Component
class WatchAnswers {
  private final SimulatedGoogle google;
  private final Courier courier;

  WatchAnswers(SimulatedGoogle google, Courier courier) {
    this.google = google;
    this.courier = courier;
  }

  /** The sync message is on its way; where it is wanted, it has arrived before this returns. */
  Map<String, Object> of(Channel channel) throws InterruptedException {
    ChannelBehaviour behaviour = google.behaviour().channels();
    if (behaviour.syncBeforeAnswer()) {
      courier.awaitSync(channel.id());
    }
    return channel.json(behaviour.expirationAsNumber());
  }
}
