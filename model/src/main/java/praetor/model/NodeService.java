package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Codecs.optional;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;
import static praetor.model.codec.Shape.Use.PACK_ONLY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.model.codec.Shape;

/**
 * A service instance on a node.
 *
 * @param kind empty for a typical service, else {@code connect-proxy} and the gateway kinds
 * @param id unique on its node
 * @param service the name under which instances are found
 * @param address empty when the node's address serves
 */
public record NodeService(
    String kind,
    String id,
    String service,
    List<String> tags,
    String address,
    Map<String, ServiceAddress> taggedAddresses,
    Map<String, String> meta,
    int port,
    String socketPath,
    Optional<Weights> weights,
    boolean enableTagOverride,
    Optional<Locality> locality,
    ConnectProxyConfig proxy,
    ServiceConnect connect,
    boolean locallyRegisteredAsSidecar,
    String peerName,
    long createIndex,
    long modifyIndex) {
  private static final Set<String> MESH_KINDS =
      Set.of(
          "connect-proxy", "mesh-gateway", "terminating-gateway", "ingress-gateway", "api-gateway");

  public static final Shape<NodeService> SHAPE =
      Shape.<NodeService>of("structs.NodeService")
          .field("Kind", named("structs.ServiceKind", STRING), NodeService::kind, NOT_EMPTY)
          .field("ID", STRING, NodeService::id)
          .field("Service", STRING, NodeService::service)
          .field("Tags", list(STRING), NodeService::tags)
          .field("Address", STRING, NodeService::address)
          .field(
              "TaggedAddresses",
              nullableMap(ServiceAddress.SHAPE),
              NodeService::taggedAddresses,
              NOT_EMPTY)
          .field("Meta", nullableMap(STRING), NodeService::meta)
          .field("Port", INT, NodeService::port, NOT_EMPTY)
          .field("SocketPath", STRING, NodeService::socketPath, NOT_EMPTY)
          .field("Weights", optional(Weights.SHAPE), NodeService::weights)
          .field("EnableTagOverride", BOOL, NodeService::enableTagOverride)
          .field("Locality", optional(Locality.SHAPE), NodeService::locality, NOT_EMPTY)
          .field("Proxy", ConnectProxyConfig.SHAPE, NodeService::proxy)
          .field("Connect", ServiceConnect.SHAPE, NodeService::connect)
          .field(
              "LocallyRegisteredAsSidecar",
              BOOL,
              NodeService::locallyRegisteredAsSidecar,
              PACK_ONLY)
          .field("PeerName", STRING, NodeService::peerName)
          .uint64("CreateIndex", NodeService::createIndex)
          .uint64("ModifyIndex", NodeService::modifyIndex)
          .unfiltered("Locality", "LocallyRegisteredAsSidecar", "CreateIndex", "ModifyIndex")
          .build(
              v ->
                  new NodeService(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next()));

  /** Whether it is a proxy or a gateway of the mesh; other kinds, known or not, are services. */
  public boolean isOfMesh() {
    return MESH_KINDS.contains(kind);
  }

  /** The same service under another id. */
  public NodeService withId(String newId) {
    return new NodeService(
        kind,
        newId,
        service,
        tags,
        address,
        taggedAddresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        locality,
        proxy,
        connect,
        locallyRegisteredAsSidecar,
        peerName,
        createIndex,
        modifyIndex);
  }

  /** The same service with other tags. */
  public NodeService withTags(List<String> newTags) {
    return new NodeService(
        kind,
        id,
        service,
        newTags,
        address,
        taggedAddresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        locality,
        proxy,
        connect,
        locallyRegisteredAsSidecar,
        peerName,
        createIndex,
        modifyIndex);
  }

  /** The same service with other addresses by name. */
  public NodeService withTaggedAddresses(Map<String, ServiceAddress> newAddresses) {
    return new NodeService(
        kind,
        id,
        service,
        tags,
        address,
        newAddresses,
        meta,
        port,
        socketPath,
        weights,
        enableTagOverride,
        locality,
        proxy,
        connect,
        locallyRegisteredAsSidecar,
        peerName,
        createIndex,
        modifyIndex);
  }

  /** The same service with other weights. */
  public NodeService withWeights(Weights newWeights) {
    return new NodeService(
        kind,
        id,
        service,
        tags,
        address,
        taggedAddresses,
        meta,
        port,
        socketPath,
        Optional.of(newWeights),
        enableTagOverride,
        locality,
        proxy,
        connect,
        locallyRegisteredAsSidecar,
        peerName,
        createIndex,
        modifyIndex);
  }
}
