package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Codecs.optional;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.Shape;

/** A service instance together with its node: the rows of GET /v1/catalog/service/:name. */
public record ServiceNode(
    String id,
    String node,
    String address,
    String datacenter,
    Map<String, String> taggedAddresses,
    Map<String, String> nodeMeta,
    String serviceKind,
    String serviceId,
    String serviceName,
    List<String> serviceTags,
    String serviceAddress,
    Map<String, ServiceAddress> serviceTaggedAddresses,
    Weights serviceWeights,
    Map<String, String> serviceMeta,
    int servicePort,
    String serviceSocketPath,
    boolean serviceEnableTagOverride,
    ConnectProxyConfig serviceProxy,
    ServiceConnect serviceConnect,
    Optional<Locality> serviceLocality,
    String peerName,
    long createIndex,
    long modifyIndex) {
  public static final Shape<ServiceNode> SHAPE =
      Shape.<ServiceNode>of("structs.ServiceNode")
          .field("ID", STRING, ServiceNode::id)
          .field("Node", STRING, ServiceNode::node)
          .field("Address", STRING, ServiceNode::address)
          .field("Datacenter", STRING, ServiceNode::datacenter)
          .field("TaggedAddresses", nullableMap(STRING), ServiceNode::taggedAddresses)
          .field("NodeMeta", nullableMap(STRING), ServiceNode::nodeMeta)
          .field("ServiceKind", STRING, ServiceNode::serviceKind)
          .field("ServiceID", STRING, ServiceNode::serviceId)
          .field("ServiceName", STRING, ServiceNode::serviceName)
          .field("ServiceTags", list(STRING), ServiceNode::serviceTags)
          .field("ServiceAddress", STRING, ServiceNode::serviceAddress)
          .field(
              "ServiceTaggedAddresses",
              nullableMap(praetor.model.ServiceAddress.SHAPE),
              ServiceNode::serviceTaggedAddresses,
              NOT_EMPTY)
          .field("ServiceWeights", Weights.SHAPE, ServiceNode::serviceWeights)
          .field("ServiceMeta", map(STRING), ServiceNode::serviceMeta)
          .field("ServicePort", INT, ServiceNode::servicePort)
          .field("ServiceSocketPath", STRING, ServiceNode::serviceSocketPath)
          .field("ServiceEnableTagOverride", BOOL, ServiceNode::serviceEnableTagOverride)
          .field("ServiceProxy", ConnectProxyConfig.SHAPE, ServiceNode::serviceProxy)
          .field("ServiceConnect", praetor.model.ServiceConnect.SHAPE, ServiceNode::serviceConnect)
          .field("ServiceLocality", optional(Locality.SHAPE), ServiceNode::serviceLocality)
          .field("PeerName", STRING, ServiceNode::peerName, NOT_EMPTY)
          .uint64("CreateIndex", ServiceNode::createIndex)
          .uint64("ModifyIndex", ServiceNode::modifyIndex)
          .unfiltered("ServiceLocality", "CreateIndex", "ModifyIndex")
          .build(
              v ->
                  new ServiceNode(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next()));

  /** Joins an instance with its node. */
  public static ServiceNode of(Node node, NodeService service) {
    return new ServiceNode(
        node.id(),
        node.node(),
        node.address(),
        node.datacenter(),
        node.taggedAddresses(),
        node.meta(),
        service.kind(),
        service.id(),
        service.service(),
        service.tags(),
        service.address(),
        service.taggedAddresses(),
        service.weights().orElse(Weights.DEFAULT),
        service.meta(),
        service.port(),
        service.socketPath(),
        service.enableTagOverride(),
        service.proxy(),
        service.connect(),
        service.locality(),
        service.peerName(),
        service.createIndex(),
        service.modifyIndex());
  }
}
