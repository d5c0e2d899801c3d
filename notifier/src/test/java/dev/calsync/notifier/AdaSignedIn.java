package dev.calsync.notifier;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.World.Person;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Ada, signed in, with a calendar in which she has a role: where most tests of the API begin. */
@NotifierTest
abstract class AdaSignedIn {
  private final String role;

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired SessionRepository<? extends Session> sessions;

  World world;
  Api api;
  Person ada;
  CalendarId work;

  AdaSignedIn(String role) {
    this.role = role;
  }

  @BeforeEach
  void signIn() {
    world = new World(jdbc, kafka, sessions);
    api = new Api(port);
    ada = world.person();
    work = world.calendar(ada, role);
  }
}
