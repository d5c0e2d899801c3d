package dev.calsync.simulator.channel;

import dev.calsync.simulator.error.GoogleError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  /** Used ids are refused for ever; those of so many channels ago are forgotten all the same. */
  private static final int REMEMBERED_IDS = 100_000;

  /** Above so many channels those that are over are looked for. */
  private static final int CLEAN_ABOVE = 1_000;

  private final Clock clock;
  private final RandomGenerator random;
  private final Consumer<Push> outbox;
  private final Map<String, Open> byId = new LinkedHashMap<>();
  private final Map<Resource, List<Open>> byResource = new HashMap<>();
  private final Set<String> usedIds = new LinkedHashSet<>();
  private ChannelBehaviour behaviour;
  private long version;
  private int cleanAbove = CLEAN_ABOVE;

  public Channels(
      Clock clock, RandomGenerator random, ChannelBehaviour behaviour, Consumer<Push> outbox) {
    this.clock = clock;
    this.random = random;
    this.behaviour = behaviour;
    this.outbox = outbox;
  }

  /** How channels are treated from now on. */
  public void behaviour(ChannelBehaviour other) {
    behaviour = other;
  }

  private static final class Open {
    private final Channel channel;
    private long number;
    private Instant end;
    private boolean silent;

    private Open(Channel channel) {
      this.channel = channel;
      this.end = channel.expiration();
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
    WatchRequest request = WatchRequest.of(body, now, behaviour);
    if (usedIds.contains(clientId + "/" + request.id())) {
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
    forgetWhatIsOver();
    add(open);
    send(open, "sync");
    return channel;
  }

  /**
   * Only the same person with the same client may stop a channel; it may go on for a while, and
   * stopping it again succeeds as long (google-calendar.md §2.5).
   */
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
    Instant end = clock.instant().plus(behaviour.stopLag());
    open.end = end.isBefore(open.end) ? end : open.end;
    if (isOver(open)) {
      forget(key, open);
    }
  }

  /** Lets a channel fall silent, or speak again; false where there is none of this id. */
  public boolean silence(String id, boolean silent) {
    List<Open> meant = byId.values().stream().filter(open -> open.channel.id().equals(id)).toList();
    meant.forEach(open -> open.silent = silent);
    return !meant.isEmpty();
  }

  /** Tells everybody who watches this resource. */
  public void changed(Resource resource) {
    List<Open> watching = byResource.getOrDefault(resource, List.of());
    for (Open open : List.copyOf(watching)) {
      if (isOver(open)) {
        forget(open.channel.clientId() + "/" + open.channel.id(), open);
      } else {
        tell(open);
      }
    }
  }

  private void tell(Open open) {
    int messages = happens(behaviour.burst()) ? behaviour.burstSize() : 1;
    for (int message = 0; message < messages; message++) {
      open.silent = open.silent || happens(behaviour.silence());
      if (!open.silent) {
        send(open, "exists");
      }
    }
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  /** Grows with every channel and message. */
  public long version() {
    return version;
  }

  /** The living channels as JSON; those that were stopped do not come back. */
  public List<Map<String, Object>> snapshot() {
    return byId.values().stream()
        .filter(open -> !isOver(open) && open.end.equals(open.channel.expiration()))
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
    if (usedIds.size() > REMEMBERED_IDS) {
      usedIds.remove(usedIds.iterator().next());
    }
    byId.put(key, open);
    byResource.computeIfAbsent(open.channel.resource(), _ -> new ArrayList<>()).add(open);
  }

  private void forgetWhatIsOver() {
    if (byId.size() > cleanAbove) {
      byId.entrySet().stream()
          .filter(entry -> isOver(entry.getValue()))
          .toList()
          .forEach(entry -> forget(entry.getKey(), entry.getValue()));
      cleanAbove = Math.max(CLEAN_ABOVE, 2 * byId.size());
    }
  }

  private void send(Open open, String state) {
    open.number += state.equals("sync") ? 1 : 1 + random.nextInt(LARGEST_JUMP);
    version++;
    outbox.accept(new Push(open.channel, open.number, state, clock.instant()));
  }

  private boolean isOver(Open open) {
    return !open.end.isAfter(clock.instant());
  }

  private void forget(String key, Open open) {
    version++;
    byId.remove(key);
    List<Open> watching = byResource.get(open.channel.resource());
    if (watching != null) {
      watching.remove(open);
      if (watching.isEmpty()) {
        byResource.remove(open.channel.resource());
      }
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
