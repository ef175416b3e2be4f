package praetor.agent.event;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * The user events of an agent: fires them, and keeps those that are for this agent. Safe for any
 * thread.
 */
public final class UserEvents {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** How the pool tells user events from Consul's own. Source: gossip of Consul 1.21.4. */
  private static final String PREFIX = "consul:event:";

  /** The event of {@code exec}: it is acted on, not listed. Source: Consul 1.21.4. */
  private static final String REMOTE_EXEC = "_rexec";

  private final EventSource source;
  private final String node;
  private final Supplier<List<TaggedService>> services;
  private final RecentEvents recent = new RecentEvents();
  private volatile Consumer<Bytes> remoteExec =
      _ -> LOG.debug("ignoring remote exec event, it is disabled");

  /**
   * Listens to what arrives from now on.
   *
   * @param node the name of this agent
   * @param services the services of this agent, asked for each event that names one
   */
  public UserEvents(EventSource source, String node, Supplier<List<TaggedService>> services) {
    this.source = source;
    this.node = node;
    this.services = services;
    source.listen(this::received);
  }

  /**
   * An event that can be sent, with a new id; its time is known only when it arrives.
   *
   * @throws RequestException 500 with Consul's text: a filter cannot be understood
   */
  public static UserEvent draft(
      String name, Bytes payload, String nodeFilter, String serviceFilter, String tagFilter) {
    var event =
        new UserEvent(
            UUID.randomUUID().toString(),
            name,
            payload,
            nodeFilter,
            serviceFilter,
            tagFilter,
            UserEvent.VERSION,
            0);
    EventFilters.check(event);
    return event;
  }

  /**
   * Sends an event to all agents.
   *
   * @throws RequestException 500 with Consul's text: it is too large
   */
  public void fire(UserEvent event) {
    broadcast(source, event.name(), UserEventCodec.encode(event));
  }

  /**
   * Sends an event to all agents as another agent packed it.
   *
   * @throws RequestException 500 with Consul's text: it is too large
   */
  public static void broadcast(EventSource source, String name, Bytes packed) {
    try {
      source.broadcast(PREFIX + name, packed);
    } catch (IllegalArgumentException tooLarge) {
      throw RequestException.failed("error broadcasting event: " + tooLarge.getMessage());
    }
  }

  /** An event as agents send it to each other. */
  public static Bytes packed(UserEvent event) {
    return UserEventCodec.encode(event);
  }

  /**
   * The events that a reader wants, as soon as its index is another one or the time is over.
   * Cancelling the future forgets the reader.
   *
   * @param index what the reader has; 0 answers at once
   */
  public CompletableFuture<FoundEvents> list(
      Predicate<UserEvent> wanted, long index, Duration maxWait) {
    var found = recent.after(wanted, index);
    if (!found.isDone()) {
      found.completeOnTimeout(recent.find(wanted), maxWait.toNanos(), TimeUnit.NANOSECONDS);
    }
    return found;
  }

  /** Has the payloads of {@code exec}'s events be taken; must not block. */
  public void onRemoteExec(Consumer<Bytes> taker) {
    remoteExec = taker;
  }

  private void received(long time, String name, Bytes payload) {
    if (!name.startsWith(PREFIX)) {
      return;
    }
    try {
      var event = UserEventCodec.decode(payload).at(time);
      if (isForThisAgent(event)) {
        take(event);
      }
    } catch (DecodeException unreadable) {
      LOG.error("Failed to decode event: error={}", unreadable.getMessage());
    }
  }

  private boolean isForThisAgent(UserEvent event) throws DecodeException {
    if (event.version() > UserEvent.VERSION) {
      LOG.warn(
          "Event version may have unsupported features: version={} event={}",
          event.version(),
          event.id());
    }
    return EventFilters.match(event, node, services.get());
  }

  private void take(UserEvent event) {
    if (event.name().equals(REMOTE_EXEC)) {
      remoteExec.accept(event.payload());
    } else {
      LOG.debug("new event: event_name={} event_id={}", event.name(), event.id());
      recent.add(event);
    }
  }
}
