package praetor.gossip;

import java.util.Locale;

/**
 * Hears what a member does, for whoever measures it. Called on the gossip loop and on the threads
 * of streams and files; must not block.
 *
 * <p>Source: names and units of the metrics of Consul 1.21.4.
 */
public interface GossipMeter {
  /** What is counted. */
  enum Count {
    MSG_ALIVE("memberlist.msg.alive"),
    MSG_SUSPECT("memberlist.msg.suspect"),
    MSG_DEAD("memberlist.msg.dead"),
    /** Probes of others while this member does badly itself. */
    DEGRADED_PROBE("memberlist.degraded.probe"),
    /** Members taken for dead though fewer than wanted had confirmed it. */
    DEGRADED_TIMEOUT("memberlist.degraded.timeout"),
    /** Bytes. */
    UDP_SENT("memberlist.udp.sent"),
    /** Bytes. */
    UDP_RECEIVED("memberlist.udp.received"),
    /** Bytes. */
    TCP_SENT("memberlist.tcp.sent"),
    TCP_ACCEPT("memberlist.tcp.accept"),
    TCP_CONNECT("memberlist.tcp.connect"),
    MEMBER_JOIN("serf.member.join"),
    MEMBER_LEFT("serf.member.left"),
    MEMBER_FAILED("serf.member.failed"),
    MEMBER_UPDATE("serf.member.update"),
    /** A member that came back soon after it had failed. */
    MEMBER_FLAP("serf.member.flap");

    private final String metric;

    Count(String metric) {
      this.metric = metric;
    }

    public String metric() {
      return metric;
    }
  }

  /** What is measured: milliseconds, unless said otherwise. */
  enum Measure {
    GOSSIP("memberlist.gossip"),
    PROBE_NODE("memberlist.probeNode"),
    PUSH_PULL_NODE("memberlist.pushPullNode"),
    /** Messages that wait. */
    QUEUE_BROADCASTS("memberlist.queue.broadcasts"),
    /** Messages that wait. */
    QUEUE_INTENT("serf.queue.Intent"),
    /** Messages that wait. */
    QUEUE_EVENT("serf.queue.Event"),
    /** Messages that wait. */
    QUEUE_QUERY("serf.queue.Query"),
    /** Bytes of one. */
    MSGS_SENT("serf.msgs.sent"),
    /** Bytes of one. */
    MSGS_RECEIVED("serf.msgs.received"),
    /** How far this member's coordinate moved. */
    COORDINATE_ADJUSTMENT("serf.coordinate.adjustment-ms"),
    SNAPSHOT_APPEND("serf.snapshot.appendLine"),
    SNAPSHOT_COMPACT("serf.snapshot.compact");

    private final String metric;

    Measure(String metric) {
      this.metric = metric;
    }

    public String metric() {
      return metric;
    }
  }

  /** What comes by a name of its own, counted together and by name. */
  enum Told {
    EVENTS,
    QUERIES;

    public String metric() {
      return "serf." + name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nobody measures. */
  GossipMeter NONE =
      new GossipMeter() {
        @Override
        public void count(Count what, long amount) {
          // Nobody hears it.
        }

        @Override
        public void measure(Measure what, double value) {
          // Nobody hears it.
        }

        @Override
        public void told(Told what, String name) {
          // Nobody hears it.
        }

        @Override
        public long nanoTime() {
          return 0;
        }
      };

  void count(Count what, long amount);

  void measure(Measure what, double value);

  void told(Told what, String name);

  /** The clock for what takes no time in the state machine's own. */
  long nanoTime();

  /** Measures what began at a {@link #nanoTime} and ends now. */
  default void since(Measure what, long startNanos) {
    lasted(what, nanoTime() - startNanos);
  }

  /** Measures what took so many nanoseconds. */
  default void lasted(Measure what, long nanos) {
    measure(what, nanos / 1e6);
  }
}
