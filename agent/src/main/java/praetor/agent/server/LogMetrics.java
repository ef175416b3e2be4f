package praetor.agent.server;

import java.util.concurrent.TimeUnit;
import praetor.agent.metrics.Amount;
import praetor.agent.metrics.Counter;
import praetor.agent.metrics.GaugeSource;
import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Sample;
import praetor.raft.RaftMeter;

/**
 * Measures the log and what servers say to each other about it. Safe for any thread.
 *
 * <p>Source: names and labels of the metrics of Consul 1.21.4.
 */
final class LogMetrics implements RaftMeter {
  private static final String PEER = "peer_id";
  private static final double NANOS_PER_MILLI = 1e6;

  private final Sample dispatched;
  private final Sample stored;
  private final Sample lastContact;
  private final Sample appends;
  private final Sample heartbeats;
  private final Sample votes;
  private final Counter candidate;
  private final Metrics.Family<Sample> replications;
  private final Metrics.Family<Sample> peerHeartbeats;
  private final Metrics.Family<Amount> replicated;
  private volatile boolean leads;
  private volatile int latestBatch;

  LogMetrics(Metrics metrics) {
    dispatched = metrics.sample("raft.leader.dispatchLog");
    stored = metrics.sample("raft.rpc.appendEntries.storeLogs");
    lastContact = metrics.sample("raft.leader.lastContact");
    appends = metrics.sample("raft.rpc.appendEntries");
    heartbeats = metrics.sample("raft.rpc.processHeartbeat");
    votes = metrics.sample("raft.rpc.requestVote");
    candidate = metrics.counter("raft.state.candidate");
    replications = metrics.samples("raft.replication.appendEntries.rpc", PEER);
    peerHeartbeats = metrics.samples("raft.replication.heartbeat", PEER);
    replicated = metrics.amounts("raft.replication.appendEntries.logs", PEER);
  }

  void leads(boolean now) {
    leads = now;
  }

  void tell(GaugeSource.Taker taker) {
    if (leads) {
      taker.gauge(latestBatch, "raft.leader.dispatchNumLogs");
    }
  }

  @Override
  public void stored(int entries, long nanos) {
    latestBatch = entries;
    record(leads ? dispatched : stored, nanos);
  }

  @Override
  public void replicated(String peer, int entries, long nanos) {
    if (entries == 0) {
      record(peerHeartbeats.of(peer), nanos);
    } else {
      record(replications.of(peer), nanos);
      replicated.of(peer).add(entries);
    }
  }

  @Override
  public void contact(long nanos) {
    // Whole milliseconds, as a lease is counted.
    lastContact.record((double) TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  @Override
  public void appended(int entries, long nanos) {
    record(entries == 0 ? heartbeats : appends, nanos);
  }

  @Override
  public void voted(long nanos) {
    record(votes, nanos);
  }

  @Override
  public void candidate() {
    candidate.increment();
  }

  private static void record(Sample sample, long nanos) {
    sample.record(nanos / NANOS_PER_MILLI);
  }
}
