package dev.calsync.doctor;

import dev.calsync.model.Topics;
import dev.calsync.simulator.GoogleSimulator;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine;

/** A set-up in which all is well until something is broken in it, and the doctor beside it. */
final class SetUp implements AutoCloseable {
  private final Installation installation = Installation.shared();
  private final GoogleSimulator google;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private String database = installation.copyOfDatabase();
  private InstantSource clock = InstantSource.system();

  SetUp(GoogleSimulator google) {
    this.google = google;
    set("CALSYNC_GOOGLE_CLIENT_ID", Installation.CLIENT);
    set("CALSYNC_GOOGLE_CLIENT_SECRET", Installation.SECRET);
    set("CALSYNC_GOOGLE_API_URL", google.url() + "/");
    set("CALSYNC_GOOGLE_ISSUER_URL", google.url().toString());
    set("CALSYNC_WEBHOOK_URL", installation.webhookUrl());
    set("CALSYNC_CHANNEL_MANAGER_URL", installation.channelManagerUrl());
    set("SPRING_DATASOURCE_URL", database);
    set("SPRING_DATASOURCE_USERNAME", "calsync");
    set("SPRING_DATASOURCE_PASSWORD", "a-password-of-ours");
    set("SPRING_KAFKA_BOOTSTRAP_SERVERS", TestInfrastructure.bootstrapServers());
    set("CALSYNC_TOPICS_PARTITIONS", String.valueOf(Installation.PARTITIONS));
    arguments.add("--management=" + installation.managementUrl());
  }

  GoogleSimulator google() {
    return google;
  }

  Installation installation() {
    return installation;
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  void unset(String variable) {
    environment.remove(variable);
  }

  void ask(String argument) {
    arguments.add(argument);
  }

  void sql(String statements) {
    installation.sql(database, statements);
  }

  void useDatabase(String url) {
    database = url;
    set("SPRING_DATASOURCE_URL", url);
  }

  void clockAhead(Duration by) {
    clock = () -> InstantSource.system().instant().plus(by);
  }

  /** Somebody else answers where this setting points to; {@code path} is put behind. */
  void leadTo(String variable, Stub stub, String path) {
    afterwards.add(stub::close);
    set(variable, stub.url() + path);
  }

  /** One setting of a topic, until the end of the test. */
  void alterTopic(String topic, String name, String value) {
    alter(topic, new AlterConfigOp(new ConfigEntry(name, value), OpType.SET));
    var config =
        Topics.ALL.stream()
            .filter(each -> each.name().equals(topic))
            .findFirst()
            .orElseThrow()
            .config();
    String before = config.get(name);
    afterwards.add(() ->
        alter(
            topic,
            before == null
                ? new AlterConfigOp(new ConfigEntry(name, ""), OpType.DELETE)
                : new AlterConfigOp(new ConfigEntry(name, before), OpType.SET)));
  }

  void afterwards(Runnable undoing) {
    afterwards.add(undoing);
  }

  /** The doctor's whole run. */
  Diagnosis examined() {
    ask("--json");
    return run();
  }

  /** The doctor's run, printed as for people. */
  Diagnosis run() {
    var out = new StringWriter();
    var command = new CommandLine(new Doctor(environment, clock));
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(out));
    int code = command.execute(arguments.toArray(String[]::new));
    return new Diagnosis(code, out.toString());
  }

  @Override
  public void close() {
    afterwards.reversed().forEach(Runnable::run);
  }

  private static void alter(String topic, AlterConfigOp change) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Installation.kafka()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
