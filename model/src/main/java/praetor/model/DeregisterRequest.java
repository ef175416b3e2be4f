package praetor.model;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * What leaves the catalog: a service, else a check, else the whole node. PUT /v1/catalog/deregister
 * and the RPC Catalog.Deregister.
 */
public record DeregisterRequest(
    String datacenter, String node, String serviceId, String checkId, String peerName) {
  public static final Shape<DeregisterRequest> SHAPE =
      Shape.<DeregisterRequest>of("structs.DeregisterRequest")
          .field("Datacenter", STRING, DeregisterRequest::datacenter)
          .field("Node", STRING, DeregisterRequest::node)
          .field("ServiceID", STRING, DeregisterRequest::serviceId)
          .field("CheckID", STRING, DeregisterRequest::checkId)
          .field("PeerName", STRING, DeregisterRequest::peerName)
          .build(v -> new DeregisterRequest(v.next(), v.next(), v.next(), v.next(), v.next()));

  /** The same in a datacenter, unless it names one. */
  public DeregisterRequest in(String ownDatacenter) {
    return datacenter.isEmpty()
        ? new DeregisterRequest(ownDatacenter, node, serviceId, checkId, peerName)
        : this;
  }
}
