package praetor.gossip.serf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipEvent.MemberChanged;
import praetor.gossip.Member;
import praetor.gossip.serf.Serf.Clocks;
import praetor.gossip.wire.Endpoint;

/**
 * What a member remembers of its pool, to find it again after a restart: a log of lines, as serf
 * writes it.
 *
 * <p>The lines are {@code alive: NAME ADDRESS:PORT}, {@code not-alive: NAME}, {@code clock: N},
 * {@code event-clock: N}, {@code query-clock: N} and {@code leave}. Owned by one thread.
 *
 * <p>Source: data_dir/serf/local.snapshot of Consul 1.10.
 */
public final class MemberLog {
  private static final String ALIVE = "alive: ";
  private static final String NOT_ALIVE = "not-alive: ";
  private static final String CLOCK = "clock: ";
  private static final String EVENT_CLOCK = "event-clock: ";
  private static final String QUERY_CLOCK = "query-clock: ";

  /** The line that says that this member left. */
  public static final String LEAVE = "leave";

  /** Shorter files are not worth compacting. */
  private static final long COMPACT_MIN_BYTES = 128 * 1_024;

  private static final int BYTES_PER_MEMBER = 128;

  private final Map<String, String> alive = new LinkedHashMap<>();
  private long clock;
  private long eventClock;
  private long queryClock;

  /**
   * Reads an earlier run's log; lines that cannot be read are passed over.
   *
   * @param rejoinAfterLeave whether a member that left goes back to where it was
   */
  public static MemberLog replay(Iterable<String> lines, boolean rejoinAfterLeave) {
    var log = new MemberLog();
    for (var line : lines) {
      log.replay(line, rejoinAfterLeave);
    }
    return log;
  }

  private void replay(String line, boolean rejoinAfterLeave) {
    if (line.startsWith(ALIVE)) {
      int space = line.lastIndexOf(' ');
      if (space > ALIVE.length()) {
        alive.put(line.substring(ALIVE.length(), space), line.substring(space + 1));
      }
    } else if (line.startsWith(NOT_ALIVE)) {
      alive.remove(line.substring(NOT_ALIVE.length()));
    } else if (line.startsWith(CLOCK)) {
      clock = number(line, CLOCK, clock);
    } else if (line.startsWith(EVENT_CLOCK)) {
      eventClock = number(line, EVENT_CLOCK, eventClock);
    } else if (line.startsWith(QUERY_CLOCK)) {
      queryClock = number(line, QUERY_CLOCK, queryClock);
    } else if (line.equals(LEAVE) && !rejoinAfterLeave) {
      alive.clear();
      clock = 0;
      eventClock = 0;
      queryClock = 0;
    }
  }

  private static long number(String line, String prefix, long otherwise) {
    try {
      return Long.parseUnsignedLong(line.substring(prefix.length()).strip());
    } catch (NumberFormatException _) {
      // A torn last line: what stood there before still counts.
      return otherwise;
    }
  }

  /** Where the members were, except one. */
  public List<Endpoint> endpoints(String except) {
    var endpoints = new ArrayList<Endpoint>();
    alive.forEach(
        (name, address) -> {
          if (!name.equals(except)) {
            endpoint(address).ifPresent(endpoints::add);
          }
        });
    return endpoints;
  }

  private static Optional<Endpoint> endpoint(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    var host = address.substring(0, colon).replace("[", "").replace("]", "");
    try {
      return Optional.of(Endpoint.of(host, Integer.parseInt(address.substring(colon + 1))));
    } catch (IllegalArgumentException _) {
      // A torn line, or a name where an address should be.
      return Optional.empty();
    }
  }

  /** The latest times seen; 0 for none. */
  public Clocks clocks() {
    return new Clocks(clock, eventClock, queryClock);
  }

  /** The lines that an event adds. */
  public List<String> lines(GossipEvent event) {
    if (!(event instanceof MemberChanged(var change, Member member))) {
      return List.of();
    }
    return switch (change) {
      case JOINED, UPDATED -> List.of(aliveLine(member.name(), member.endpoint().toString()));
      case LEFT, FAILED, REAPED -> notAlive(member.name());
    };
  }

  private String aliveLine(String name, String address) {
    alive.put(name, address);
    return ALIVE + name + " " + address;
  }

  private List<String> notAlive(String name) {
    return alive.remove(name) == null ? List.of() : List.of(NOT_ALIVE + name);
  }

  /**
   * The lines that newer times add.
   *
   * @param next the times that come next, as {@link Serf#clocks} tells them
   */
  public List<String> lines(Clocks next) {
    var lines = new ArrayList<String>();
    if (next.clock() - 1 > clock) {
      clock = next.clock() - 1;
      lines.add(CLOCK + clock);
    }
    if (next.eventClock() - 1 > eventClock) {
      eventClock = next.eventClock() - 1;
      lines.add(EVENT_CLOCK + eventClock);
    }
    if (next.queryClock() - 1 > queryClock) {
      queryClock = next.queryClock() - 1;
      lines.add(QUERY_CLOCK + queryClock);
    }
    return lines;
  }

  /** Whether a log of that size should be written anew. */
  public boolean isTooLong(long bytes) {
    return bytes > Math.max(COMPACT_MIN_BYTES, 2L * BYTES_PER_MEMBER * alive.size());
  }

  /** The shortest log that says the same. */
  public List<String> compacted() {
    var lines = new ArrayList<String>();
    alive.forEach((name, address) -> lines.add(ALIVE + name + " " + address));
    lines.add(CLOCK + clock);
    lines.add(EVENT_CLOCK + eventClock);
    lines.add(QUERY_CLOCK + queryClock);
    return lines;
  }
}
