package dev.calsync.system.check;

import dev.calsync.system.check.DatabaseReader.Held;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads every place about some people, and says what is wrong. */
public final class Audit implements AutoCloseable {
  private final DatabaseReader database;
  private final GoogleReader google;
  private final TopicReader topics;
  private final Ledger ledger;
  private final Map<String, StreamReader> streams = new LinkedHashMap<>();

  /**
   * Of the people whose access tokens these are.
   *
   * @param databaseUrl JDBC's, of somebody who may read all schemas
   * @param tokens access token by e-mail
   */
  public Audit(
      String databaseUrl,
      String bootstrapServers,
      String googleUrl,
      Map<String, String> tokens,
      Ledger ledger) {
    this.database = new DatabaseReader(databaseUrl, tokens.keySet());
    this.google = new GoogleReader(googleUrl, tokens);
    this.topics = new TopicReader(bootstrapServers);
    this.ledger = ledger;
  }

  /** Counts this reader's story, too; it ends with the audit. */
  public void listensTo(String email, StreamReader stream) {
    streams.put(email, stream);
  }

  /** How many of their calendars have been read for the first time. */
  public int begun() throws SQLException {
    return (int) database.read().heads().published().values().stream().filter(n -> n > 1).count();
  }

  /** All that is wrong now: while something happens, something always is. */
  public List<Finding> findings() throws SQLException, IOException, InterruptedException {
    Held held = database.read();
    var listed = new Events();
    List<Finding> findings = new ArrayList<>();
    for (Subject subject : held.subjects()) {
      google.read(subject, listed);
      findings.addAll(ledger.faults(subject.googleCalendar(), listed.of(subject.calendar())));
    }
    Set<String> acknowledged = google.acknowledged();
    topics.readOn();
    Set<String> calendars =
        held.subjects().stream().map(Subject::calendar).collect(Collectors.toSet());
    var world =
        new World(
            listed,
            held.mirror(),
            topics.state(calendars),
            held.log(),
            topics.changes(calendars),
            held.heads(),
            listeners(held.subjects()),
            new Pushes(acknowledged, topics.notifications()));
    findings.addAll(Verdict.of(world));
    return findings;
  }

  private List<Listener> listeners(List<Subject> subjects) {
    Map<String, String> users =
        subjects.stream().collect(Collectors.toMap(Subject::email, Subject::user, (a, _) -> a));
    return streams.entrySet().stream()
        .map(each -> each.getValue().listener(users.getOrDefault(each.getKey(), "nobody")))
        .toList();
  }

  @Override
  public void close() {
    streams.values().forEach(StreamReader::close);
    topics.close();
  }
}
