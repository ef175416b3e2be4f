package praetor.agent.read;

import java.util.List;
import java.util.Optional;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.model.NodeCoordinate;
import praetor.state.Read;

/**
 * The coordinates of all nodes or of one. Source: the RPC methods Coordinate.ListNodes and
 * Coordinate.Node.
 *
 * @param node only those of this node
 * @param segment only those of this network segment
 */
public record Coordinates(Optional<String> node, Optional<String> segment)
    implements Query<List<NodeCoordinate>> {
  @Override
  public Read<List<NodeCoordinate>> read(ReadContext context) {
    var view = context.view();
    var read =
        node.isEmpty()
            ? view.coordinates(context.watch())
            : view.nodeCoordinates(node.get(), context.watch());
    var authorizer = context.authorizer();
    return read.map(
        rows ->
            Rows.keep(
                inSegment(rows), row -> authorizer.allows(Resource.NODE, row.node(), Access.READ)));
  }

  /** Those of the rows that are in the segment, if one is asked for. */
  public List<NodeCoordinate> inSegment(List<NodeCoordinate> rows) {
    return segment.map(wanted -> Rows.keep(rows, row -> wanted.equals(row.segment()))).orElse(rows);
  }
}
