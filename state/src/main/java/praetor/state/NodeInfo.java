package praetor.state;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.codec.Shape;

/**
 * Everything about a node, as the web page shows it.
 *
 * @param services by id
 * @param checks all of them, by id
 */
public record NodeInfo(Node node, List<NodeService> services, List<HealthCheck> checks) {
  /** The node's own fields lie beside the lists; some of them are not shown. */
  public static final Shape<NodeInfo> SHAPE =
      Shape.<NodeInfo>of("structs.NodeInfo")
          .field("ID", STRING, info -> info.node().id())
          .field("Node", STRING, info -> info.node().node())
          .field("PeerName", STRING, info -> info.node().peerName(), NOT_EMPTY)
          .field("Address", STRING, info -> info.node().address())
          .field("TaggedAddresses", nullableMap(STRING), info -> info.node().taggedAddresses())
          .field("Meta", nullableMap(STRING), info -> info.node().meta())
          .field("Services", list(NodeService.SHAPE), NodeInfo::services)
          .field("Checks", list(HealthCheck.SHAPE), NodeInfo::checks)
          .build(
              v ->
                  of(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next()));

  private static NodeInfo of(
      String id,
      String name,
      String peer,
      String address,
      Map<String, String> taggedAddresses,
      Map<String, String> meta,
      List<NodeService> services,
      List<HealthCheck> checks) {
    var node =
        new Node(id, name, address, "", "", peer, taggedAddresses, meta, Optional.empty(), 0, 0);
    return new NodeInfo(node, services, checks);
  }
}
