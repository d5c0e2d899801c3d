package dev.calsync.simulator.channel;

import dev.calsync.simulator.error.GoogleError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All channels; each change of a resource is one message to each of its channels, and nothing is
 * merged (infra/docs/google-calendar.md §2.4). Callers hold the lock of the simulated Google.
 */
public final class Channels {
  private static final int LARGEST_JUMP = 50;

  private final Clock clock;
  private final RandomGenerator random;
  private final Duration longestLife;
  private final Consumer<Push> outbox;
  private final Map<String, Open> byId = new LinkedHashMap<>();
  private final Map<Resource, List<Open>> byResource = new HashMap<>();
  private final Set<String> usedIds = new HashSet<>();
  private long version;

  public Channels(
      Clock clock, RandomGenerator random, Duration longestLife, Consumer<Push> outbox) {
    this.clock = clock;
    this.random = random;
    this.longestLife = longestLife;
    this.outbox = outbox;
  }

  private static final class Open {
    private final Channel channel;
    private long number;

    private Open(Channel channel) {
      this.channel = channel;
    }
  }

  /** Opens a channel and sends its sync message at once: it may be there before the answer is. */
  public Channel watch(
      String email,
      String clientId,
      Resource resource,
      String resourceUri,
      Map<String, Object> body) {
    Instant now = clock.instant();
    WatchRequest request = WatchRequest.of(body, now, longestLife);
    if (!usedIds.add(clientId + "/" + request.id())) {
      throw new GoogleError(
          400, "global", "channelIdNotUnique", "Channel id " + request.id() + " not unique", null);
    }
    Channel channel =
        new Channel(
            request.id(),
            email,
            clientId,
            resource,
            resourceId(email, resource),
            resourceUri,
            request.address(),
            request.token(),
            request.expiration());
    Open open = new Open(channel);
    add(open);
    send(open, "sync");
    return channel;
  }

  /** Only the same person with the same client may stop a channel (google-calendar.md §2.5). */
  public void stop(String email, String clientId, Map<String, Object> body) {
    String key = clientId + "/" + body.get("id");
    Open open = byId.get(key);
    if (open == null
        || !open.channel.email().equals(email)
        || !open.channel.resourceId().equals(body.get("resourceId"))
        || isOver(open)) {
      throw new GoogleError(
          404,
          "global",
          "notFound",
          "Channel '" + body.get("id") + "' not found for project '" + clientId + "'",
          null);
    }
    forget(key, open);
  }

  /** Tells everybody who watches this resource. */
  public void changed(Resource resource) {
    List<Open> watching = byResource.getOrDefault(resource, List.of());
    for (Open open : List.copyOf(watching)) {
      if (isOver(open)) {
        forget(open.channel.clientId() + "/" + open.channel.id(), open);
      } else {
        send(open, "exists");
      }
    }
  }

  /** Grows with every channel and message. */
  public long version() {
    return version;
  }

  /** The living channels as JSON. */
  public List<Map<String, Object>> snapshot() {
    return byId.values().stream()
        .filter(open -> !isOver(open))
        .map(open -> ChannelSnapshot.of(open.channel, open.number))
        .toList();
  }

  public void restore(Map<String, Object> snapshot) {
    Open open = new Open(ChannelSnapshot.channel(snapshot));
    open.number = ChannelSnapshot.number(snapshot);
    add(open);
  }

  public void clear() {
    byId.clear();
    byResource.clear();
    usedIds.clear();
  }

  /** The channels that are still alive. */
  public Collection<Channel> open() {
    return byId.values().stream().filter(open -> !isOver(open)).map(open -> open.channel).toList();
  }

  private void add(Open open) {
    String key = open.channel.clientId() + "/" + open.channel.id();
    usedIds.add(key);
    byId.put(key, open);
    byResource.computeIfAbsent(open.channel.resource(), _ -> new ArrayList<>()).add(open);
  }

  private void send(Open open, String state) {
    open.number += state.equals("sync") ? 1 : 1 + random.nextInt(LARGEST_JUMP);
    version++;
    outbox.accept(new Push(open.channel, open.number, state, clock.instant()));
  }

  private boolean isOver(Open open) {
    return !open.channel.expiration().isAfter(clock.instant());
  }

  private void forget(String key, Open open) {
    version++;
    byId.remove(key);
    List<Open> watching = byResource.get(open.channel.resource());
    if (watching != null) {
      watching.remove(open);
    }
  }

  /** The same for every channel of one person on one resource, so it is no key of a channel. */
  private static String resourceId(String email, Resource resource) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((email + "/" + resource).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is part of every Java", e);
    }
  }
}
