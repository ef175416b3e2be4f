package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;

import java.util.List;

/** The methods that tell how the servers are. */
public final class StatusCalls {
  public static final Method<Empty, Empty> PING =
      new Method<>("Status.Ping", Empty.SHAPE, Empty.SHAPE);

  /** Host and port of the leader; empty without one. */
  public static final Method<ReadRequest<DatacenterRead>, String> LEADER =
      new Method<>("Status.Leader", ReadRequest.shape(DatacenterRead.SHAPE), STRING);

  public static final Method<ReadRequest<DatacenterRead>, List<String>> PEERS =
      new Method<>("Status.Peers", ReadRequest.shape(DatacenterRead.SHAPE), list(STRING));

  /** How far the server that is called is in the log. */
  public static final Method<Empty, RaftProgress> RAFT_STATS =
      new Method<>("Status.RaftStats", Empty.SHAPE, RaftProgress.SHAPE);

  private StatusCalls() {}
}
