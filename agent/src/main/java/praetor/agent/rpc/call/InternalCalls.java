package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.agent.servers.VirtualIps;
import praetor.model.CheckServiceNode;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;
import praetor.state.NodeInfo;
import praetor.state.command.ManualIpsRequest;

/** The methods for the web page, for events and for the keys of gossip. */
public final class InternalCalls {
  /** Nothing is imported from peers. */
  private static final Shape<List<NodeInfo>> DUMP =
      Shape.<List<NodeInfo>>of("structs.IndexedNodeDump")
          .field("Dump", list(NodeShapes.INFO), dump -> dump)
          .field("ImportedDump", nullableList(NodeShapes.INFO), _ -> List.of())
          .build(v -> v.next());

  /** Neither has a gateway services, nor is anything imported. */
  private static final Shape<List<CheckServiceNode>> SERVICES =
      Shape.<List<CheckServiceNode>>of("structs.IndexedNodesWithGateways")
          .field("Nodes", list(NodeShapes.INSTANCE), nodes -> nodes)
          .field("Gateways", list(ANY), _ -> List.<JsonValue>of())
          .field("ImportedNodes", nullableList(NodeShapes.INSTANCE), _ -> List.of())
          .build(v -> v.next());

  private static final Codec<Reply<List<NodeInfo>>> NODES = Reply.shape(DUMP);

  public static final Method<ReadRequest<EventFireRead>, Reply<Empty>> EVENT_FIRE =
      new Method<>(
          "Internal.EventFire", ReadRequest.shape(EventFireRead.SHAPE), Reply.shape(Empty.SHAPE));
  public static final Method<ReadRequest<NodeRead>, Reply<List<NodeInfo>>> NODE_INFO =
      new Method<>("Internal.NodeInfo", ReadRequest.shape(NodeRead.SHAPE), NODES);
  public static final Method<ReadRequest<DatacenterRead>, Reply<List<NodeInfo>>> NODE_DUMP =
      new Method<>("Internal.NodeDump", ReadRequest.shape(DatacenterRead.SHAPE), NODES);
  public static final Method<ReadRequest<ServiceDumpRead>, Reply<List<CheckServiceNode>>>
      SERVICE_DUMP =
          new Method<>(
              "Internal.ServiceDump",
              ReadRequest.shape(ServiceDumpRead.SHAPE),
              Reply.shape(SERVICES));

  /** What each pool says; refusals of members are in the reply. */
  public static final Method<ReadRequest<KeyringRead>, Reply<List<KeyringAnswer>>> KEYRING =
      new Method<>(
          "Internal.KeyringOperation",
          ReadRequest.shape(KeyringRead.SHAPE),
          Reply.shape("Responses", list(KeyringAnswer.SHAPE)));

  /** Gives a service of the mesh virtual addresses. */
  public static final Method<WriteRequest<ManualIpsRequest>, VirtualIps.Assigned> ASSIGN_VIPS =
      new Method<>(
          "Internal.AssignManualServiceVIPs",
          WriteRequest.shape(ManualIpsRequest.SHAPE),
          VirtualIps.Assigned.SHAPE);

  private InternalCalls() {}
}
