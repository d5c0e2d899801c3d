package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.notifier.NotifierTest;
import dev.calsync.notifier.World;
import dev.calsync.notifier.World.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Where edits are off, nothing may be changed, whatever was granted before. */
@NotifierTest
class EditingOffIntegrationTests {
  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired SessionRepository<? extends Session> sessions;

  @Test
  void calendarOfOnesOwnIsReadOnly() {
    var world = new World(jdbc, kafka, sessions);
    Person ada = world.person();
    world.calendar(ada, "owner");

    assertThat(shown(ada, true)).isNull();
    assertThat(shown(ada, false)).isEqualTo(ReadOnly.CALENDAR);
  }

  private @Nullable ReadOnly shown(Person person, boolean edits) {
    var calendars = new Calendars(jdbc, new EditSettings(edits));
    return ReadOnly.of(calendars.of(person.user()).getFirst());
  }
}
