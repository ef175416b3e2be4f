package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Codecs.optional;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.Shape;

/**
 * A node with a service, a check or both: PUT /v1/catalog/register, the RPC Catalog.Register and
 * record type 0 of snapshots.
 *
 * @param skipNodeUpdate leaves a known node as it is
 */
public record RegisterRequest(
    String datacenter,
    String id,
    String node,
    String address,
    Map<String, String> taggedAddresses,
    Map<String, String> nodeMeta,
    Optional<NodeService> service,
    Optional<HealthCheck> check,
    List<HealthCheck> checks,
    boolean skipNodeUpdate,
    Optional<Locality> locality,
    String peerName,
    long createIndex,
    long modifyIndex) {
  public static final Shape<RegisterRequest> SHAPE =
      Shape.<RegisterRequest>of("structs.RegisterRequest")
          .field("Datacenter", STRING, RegisterRequest::datacenter)
          .field("ID", STRING, RegisterRequest::id)
          .field("Node", STRING, RegisterRequest::node)
          .field("Address", STRING, RegisterRequest::address)
          .field("TaggedAddresses", nullableMap(STRING), RegisterRequest::taggedAddresses)
          .field("NodeMeta", nullableMap(STRING), RegisterRequest::nodeMeta)
          .field("Service", optional(NodeService.SHAPE), RegisterRequest::service)
          .field("Check", optional(HealthCheck.SHAPE), RegisterRequest::check)
          .field(
              "Checks",
              named("structs.HealthChecks", nullableList(HealthCheck.SHAPE)),
              RegisterRequest::checks)
          .field("SkipNodeUpdate", BOOL, RegisterRequest::skipNodeUpdate)
          .field("Locality", optional(Locality.SHAPE), RegisterRequest::locality)
          .field("PeerName", STRING, RegisterRequest::peerName)
          .uint64("CreateIndex", RegisterRequest::createIndex, NOT_EMPTY)
          .uint64("ModifyIndex", RegisterRequest::modifyIndex, NOT_EMPTY)
          .build(
              v ->
                  new RegisterRequest(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  /** The same in a datacenter, unless it names one. */
  public RegisterRequest in(String ownDatacenter) {
    if (!datacenter.isEmpty()) {
      return this;
    }
    return new RegisterRequest(
        ownDatacenter,
        id,
        node,
        address,
        taggedAddresses,
        nodeMeta,
        service,
        check,
        checks,
        skipNodeUpdate,
        locality,
        peerName,
        createIndex,
        modifyIndex);
  }
}
