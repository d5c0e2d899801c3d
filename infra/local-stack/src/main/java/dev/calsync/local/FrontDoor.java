package dev.calsync.local;

import java.net.InetAddress;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One address for people and programs; in production the cluster's gateway is in its place. */
final class FrontDoor implements AutoCloseable {
  private final Server server;

  private FrontDoor(Server server) {
    this.server = server;
  }

  static FrontDoor open(LocalSettings settings) throws Exception {
    var threads = new QueuedThreadPool(64);
    threads.setName("front-door");
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    var connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(settings.port(Port.FRONT_DOOR));
    connector.setIdleTimeout(0); // a stream may be silent for as long as nothing happens
    server.addConnector(connector);
    server.setHandler(new Gateway(settings::port));
    server.start();
    return new FrontDoor(server);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
