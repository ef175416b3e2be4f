package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.map;

import java.util.Map;
import praetor.agent.servers.AutopilotState;
import praetor.agent.servers.Operator;
import praetor.model.codec.Codec;
import praetor.state.AutopilotConfig;
import praetor.state.Usage;
import praetor.state.command.AutopilotSetRequest;

/** The methods for operators. */
public final class OperatorCalls {
  private static final Codec<ReadRequest<DatacenterRead>> ALL =
      ReadRequest.shape(DatacenterRead.SHAPE);

  public static final Method<ReadRequest<DatacenterRead>, Operator.RaftConfiguration>
      RAFT_CONFIGURATION = new Method<>("Operator.RaftGetConfiguration", ALL, OperatorShapes.RAFT);
  public static final Method<WriteRequest<RaftPeer>, Empty> REMOVE_PEER_BY_ID =
      new Method<>("Operator.RaftRemovePeerByID", WriteRequest.shape(RaftPeer.SHAPE), Empty.SHAPE);
  public static final Method<WriteRequest<RaftPeer>, Empty> REMOVE_PEER_BY_ADDRESS =
      new Method<>(
          "Operator.RaftRemovePeerByAddress", WriteRequest.shape(RaftPeer.SHAPE), Empty.SHAPE);

  /** Hands leadership to a server, or to whichever fits best. */
  public static final Method<WriteRequest<RaftPeer>, Boolean> TRANSFER_LEADER =
      new Method<>(
          "Operator.TransferLeader", WriteRequest.shape(RaftPeer.SHAPE), OperatorShapes.SUCCESS);

  public static final Method<ReadRequest<DatacenterRead>, AutopilotConfig> AUTOPILOT_CONFIG =
      new Method<>("Operator.AutopilotGetConfiguration", ALL, AutopilotConfig.SHAPE);

  /** The reply says whether the condition held, and false without one. Source: Consul 1.21.4. */
  public static final Method<WriteRequest<AutopilotSetRequest>, Boolean> SET_AUTOPILOT_CONFIG =
      new Method<>(
          "Operator.AutopilotSetConfiguration",
          WriteRequest.shape(AutopilotSetRequest.SHAPE),
          BOOL);

  public static final Method<ReadRequest<DatacenterRead>, AutopilotState> AUTOPILOT_STATE =
      new Method<>("Operator.AutopilotState", ALL, OperatorShapes.STATE);

  /** The same, in the form of earlier versions. */
  public static final Method<ReadRequest<DatacenterRead>, AutopilotState> SERVER_HEALTH =
      new Method<>("Operator.ServerHealth", ALL, OperatorShapes.HEALTH);

  /** By datacenter. */
  public static final Method<ReadRequest<UsageRead>, Reply<Map<String, Usage>>> USAGE =
      new Method<>(
          "Operator.Usage",
          ReadRequest.shape(UsageRead.SHAPE),
          Reply.shape("Usage", map(OperatorShapes.USAGE)));

  private OperatorCalls() {}
}
