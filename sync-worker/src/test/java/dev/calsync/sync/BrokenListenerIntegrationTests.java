package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.Topics;
import dev.calsync.testsupport.BrokenListener;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;

class BrokenListenerIntegrationTests extends WorkerInstallation {
  @Autowired ConcurrentKafkaListenerContainerFactory<Object, Object> containers;

  @Test
  void aBatchThatMeetsAnErrorAndThenABugIsReadInTheEnd() throws Exception {
    try (var listener = new BrokenListener(containers, Topics.LIFECYCLE)) {
      connect();

      assertThat(listener.readsWhatItWasBrokenBy()).isTrue();
    }
  }
}
