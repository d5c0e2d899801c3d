package dev.calsync.ingress;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes connections whose request comes drop by drop ("slowloris"): never idle, so Jetty's idle
 * timeout does not see them, and never complete. Ours are answered within seconds, so a connection
 * on which no request began between two looks is idle or slow.
 */
final class SlowRequests extends AbstractLifeCycle {
  private final AbstractConnector connector;
  private final Duration period;
  private Map<Connection, Long> requestsAtLastLook = Map.of();

  SlowRequests(AbstractConnector connector, Duration period) {
    this.connector = connector;
    this.period = period;
  }

  @Override
  protected void doStart() {
    scheduleLook();
  }

  private void scheduleLook() {
    var _ = connector.getScheduler().schedule(this::look, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!connector.isRunning()) {
      return;
    }
    Map<Connection, Long> requests = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection == null) {
        continue;
      }
      long now = connection.getMessagesIn();
      Long before = requestsAtLastLook.get(connection);
      if (before != null && before == now) {
        endPoint.close();
      } else {
        requests.put(connection, now);
      }
    }
    requestsAtLastLook = requests;
    scheduleLook();
  }
}
