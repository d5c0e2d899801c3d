package dev.calsync.system.check;

import java.util.List;

/**
 * Everything there is to compare, as it was read at about one time.
 *
 * @param google what Google lists
 * @param mirror the table {@code sync.event}
 * @param state {@code calendar.state}, the last record of each key
 * @param log the table {@code sync.change_log}, in order of calendar and number
 * @param topic {@code calendar.changes}, in order of each partition
 */
public record World(
    Events google,
    Events mirror,
    Events state,
    List<Change> log,
    List<TopicRecord> topic,
    Heads heads,
    List<Listener> listeners,
    Pushes pushes) {}
