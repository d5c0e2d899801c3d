package dev.calsync.local;

import dev.calsync.channel.ChannelApplication;
import dev.calsync.ingress.IngressApplication;
import dev.calsync.notifier.NotifierApplication;
import dev.calsync.simulator.GoogleSimulatorApplication;
import dev.calsync.sync.SyncApplication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The services, one after the other in this JVM, and how each finds the rest. */
final class Services {
  private static final String DATABASE = "jdbc,liquibase,persistence,transaction";
  private static final String SIGN_IN = "security,session";

  static final LocalService SIMULATOR =
      new LocalService(
          "google-simulator", GoogleSimulatorApplication::application, Port.SIMULATOR, null, "");

  static final List<LocalService> ALL =
      List.of(
          new LocalService(
              "ingress-webhook",
              IngressApplication::application,
              Port.INGRESS,
              Port.INGRESS_MANAGEMENT,
              DATABASE + "," + SIGN_IN),
          new LocalService(
              "channel-manager",
              ChannelApplication::application,
              Port.CHANNEL_MANAGER,
              Port.CHANNEL_MANAGER_MANAGEMENT,
              ""),
          new LocalService(
              "sync-worker", SyncApplication::application, Port.SYNC_WORKER, null, SIGN_IN),
          new LocalService(
              "notifier",
              NotifierApplication::application,
              Port.NOTIFIER,
              Port.NOTIFIER_MANAGEMENT,
              "liquibase,security.oauth2"));

  private final LocalSettings settings;
  private final DataFolder data;
  private final List<String> arguments;

  /**
   * @param arguments the command line: what is not ours is for every service
   */
  Services(LocalSettings settings, DataFolder data, List<String> arguments) {
    this.settings = settings;
    this.data = data;
    this.arguments = arguments.stream().filter(arg -> !arg.startsWith("--calsync.local.")).toList();
  }

  Step step(LocalService service) {
    int port = settings.port(service.port());
    return new Step(
        service.name(),
        "on " + port,
        port,
        () -> service.start(argumentsOf(service), wiringOf(service)));
  }

  /** Were a port taken from the environment, every service would want the same one. */
  private List<String> argumentsOf(LocalService service) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--server.port=" + settings.port(service.port()));
    Port management = service.management();
    if (management != null) {
      all.add("--management.server.port=" + settings.port(management));
    }
    return all;
  }

  private Map<String, String> wiringOf(LocalService service) {
    Map<String, String> all = new HashMap<>(settings.google().wiring());
    boolean reader = service.port() == Port.NOTIFIER;
    all.put(
        "spring.datasource.url",
        "jdbc:postgresql://localhost:" + settings.port(Port.POSTGRES) + "/calsync");
    all.put("spring.datasource.username", reader ? "calsync_notifier" : "calsync");
    all.put("spring.datasource.hikari.pool-name", service.name());
    all.put("spring.kafka.bootstrap-servers", "localhost:" + settings.port(Port.KAFKA));
    all.put("spring.kafka.client-id", service.name());
    all.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
    all.put("server.address", "127.0.0.1");
    if (service.management() != null) {
      all.put("management.server.address", "127.0.0.1");
    }
    all.put("management.metrics.use-global-registry", "false");
    all.put("calsync.public-url", settings.url());
    all.put(
        "calsync.channel-manager-url", "http://localhost:" + settings.port(Port.CHANNEL_MANAGER));
    all.put("calsync.vault.keyset-file", data.root().resolve("vault-keyset.json").toString());
    all.put("google-simulator.data-file", data.root().resolve("google-simulator.json").toString());
    all.put(WithoutModules.SETTING, service.without());
    return all;
  }
}
