package dev.calsync.channel.watch;

import dev.calsync.channel.loop.Loops;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The figures an operator watches: how many channels are how far, and how soon one ends. */
@Component
final class WatchMetrics {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final List<String> FIGURES =
      List.of("opening", "active", "retiring", "stray", "unconfirmed", "suspect");

  private final JdbcClient jdbc;
  private final Map<String, Double> latest = new ConcurrentHashMap<>();

  WatchMetrics(JdbcClient jdbc, MeterRegistry meters, Loops loops) {
    this.jdbc = jdbc;
    for (String state : FIGURES) {
      Gauge.builder("calsync.watch.channels", () -> latest.getOrDefault(state, 0.0))
          .description("Watch channels by state")
          .tag("state", state)
          .register(meters);
    }
    gauge(meters, "calsync.watch.soonest.expiry", "seconds", "Until the next active channel ends");
    gauge(meters, "calsync.watch.uncovered", "calendars", "Wanted and watchable, but not watched");
    var _ = loops.every(EVERY, "watch-metrics", this::read);
  }

  private void gauge(MeterRegistry meters, String name, String unit, String description) {
    Gauge.builder(name, () -> latest.getOrDefault(name, Double.NaN))
        .description(description)
        .baseUnit(unit)
        .register(meters);
  }

  private void read() {
    jdbc.sql(
            """
            select count(*) filter (where state = 'OPENING') as opening,
                   count(*) filter (where state = 'ACTIVE') as active,
                   count(*) filter (where state = 'RETIRING') as retiring,
                   count(*) filter (where state = 'STRAY') as stray,
                   count(*) filter (where state = 'ACTIVE' and confirmed_at is null) as unconfirmed,
                   count(*) filter (where state = 'ACTIVE' and suspect_at is not null) as suspect,
                   extract(epoch from min(expires_at) filter (where state = 'ACTIVE') - now())
                     as soonest,
                   (select count(*) from channel.calendar c join channel.account a using (account_id)
                     where c.listed and c.selected and c.watchable and a.state = 'CONNECTED'
                       and coalesce(c.watched_until, '-infinity') < now()) as uncovered
              from channel.watch_channel where state in ('OPENING', 'ACTIVE', 'RETIRING', 'STRAY')
            """)
        .query((row, _) -> keep(row))
        .single();
  }

  private boolean keep(ResultSet row) throws SQLException {
    for (String state : FIGURES) {
      latest.put(state, row.getDouble(state));
    }
    double soonest = row.getDouble("soonest");
    latest.put("calsync.watch.soonest.expiry", row.wasNull() ? Double.NaN : soonest);
    latest.put("calsync.watch.uncovered", row.getDouble("uncovered"));
    return true;
  }
}
