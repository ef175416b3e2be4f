package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;

import praetor.agent.read.Near;
import praetor.model.codec.Shape;

/**
 * From where somebody asks, so that rows can be sorted by distance.
 *
 * @param node sorts by the distance from it; empty for no order
 * @param ip the address of the asker
 * @param disableNode whether the node is not to be taken for the asker's
 */
public record QuerySource(
    String datacenter,
    String segment,
    String node,
    String nodePartition,
    String ip,
    boolean disableNode) {
  public static final Shape<QuerySource> SHAPE =
      Shape.<QuerySource>of("structs.QuerySource")
          .field("Datacenter", STRING, QuerySource::datacenter)
          .field("Segment", STRING, QuerySource::segment)
          .field("Node", STRING, QuerySource::node)
          .field("NodePartition", STRING, QuerySource::nodePartition)
          .field("Ip", STRING, QuerySource::ip)
          .field("DisableNode", BOOL, QuerySource::disableNode)
          .build(v -> new QuerySource(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  public static QuerySource of(Near near) {
    return at(near.node(), "");
  }

  public static QuerySource at(String node, String ip) {
    return new QuerySource("", "", node, "", ip, false);
  }

  public Near near() {
    return new Near(node);
  }
}
