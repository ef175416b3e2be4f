package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.agent.servers.DatacenterCoordinates;
import praetor.model.NodeCoordinate;
import praetor.model.codec.Codec;

/** The methods of network coordinates. */
public final class CoordinateCalls {
  private static final Codec<Reply<List<NodeCoordinate>>> COORDINATES =
      Reply.shape("Coordinates", list(NodeCoordinate.SHAPE));

  public static final Method<WriteRequest<NodeCoordinate>, Empty> UPDATE =
      new Method<>("Coordinate.Update", WriteRequest.shape(NodeCoordinate.SHAPE), Empty.SHAPE);
  public static final Method<ReadRequest<DatacenterRead>, Reply<List<NodeCoordinate>>> LIST_NODES =
      new Method<>("Coordinate.ListNodes", ReadRequest.shape(DatacenterRead.SHAPE), COORDINATES);
  public static final Method<ReadRequest<NodeRead>, Reply<List<NodeCoordinate>>> NODE =
      new Method<>("Coordinate.Node", ReadRequest.shape(NodeRead.SHAPE), COORDINATES);
  public static final Method<Empty, List<DatacenterCoordinates>> LIST_DATACENTERS =
      new Method<>("Coordinate.ListDatacenters", Empty.SHAPE, list(DatacenterCoordinates.SHAPE));

  private CoordinateCalls() {}
}
