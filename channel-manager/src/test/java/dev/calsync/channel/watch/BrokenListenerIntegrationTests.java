package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.Topics;
import dev.calsync.testsupport.BrokenListener;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;

class BrokenListenerIntegrationTests extends WatchedCalendarsInstallation {
  @Autowired ConcurrentKafkaListenerContainerFactory<Object, Object> containers;

  @Test
  void aBatchThatMeetsAnErrorAndThenABugIsReadInTheEnd() {
    try (var listener = new BrokenListener(containers, Topics.LIFECYCLE)) {
      signInWatched();

      assertThat(listener.readsWhatItWasBrokenBy()).isTrue();
    }
  }
}
