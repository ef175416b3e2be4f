package praetor.model;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Codecs.optional;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;
import static praetor.model.codec.Shape.Use.PACK_ONLY;

import java.util.Map;
import java.util.Optional;
import praetor.model.codec.Shape;

/**
 * A machine in the catalog.
 *
 * @param id a UUID, or empty for external nodes
 * @param taggedAddresses {@code lan}, {@code wan} and others
 * @param meta free-form metadata
 */
public record Node(
    String id,
    String node,
    String address,
    String datacenter,
    String partition,
    String peerName,
    Map<String, String> taggedAddresses,
    Map<String, String> meta,
    Optional<Locality> locality,
    long createIndex,
    long modifyIndex) {
  public static final Shape<Node> SHAPE =
      Shape.<Node>of("structs.Node")
          .field("ID", STRING, Node::id)
          .field("Node", STRING, Node::node)
          .field("Address", STRING, Node::address)
          .field("Datacenter", STRING, Node::datacenter)
          .field("Partition", STRING, Node::partition, PACK_ONLY)
          .field("PeerName", STRING, Node::peerName, NOT_EMPTY)
          .field("TaggedAddresses", nullableMap(STRING), Node::taggedAddresses)
          .field("Meta", nullableMap(STRING), Node::meta)
          .field("Locality", optional(Locality.SHAPE), Node::locality, NOT_EMPTY)
          .uint64("CreateIndex", Node::createIndex)
          .uint64("ModifyIndex", Node::modifyIndex)
          .unfiltered("Locality", "CreateIndex", "ModifyIndex")
          .build(
              v ->
                  new Node(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next()));

  /** The same in a datacenter, unless it names one. */
  public Node in(String ownDatacenter) {
    if (!datacenter.isEmpty()) {
      return this;
    }
    return new Node(
        id,
        node,
        address,
        ownDatacenter,
        partition,
        peerName,
        taggedAddresses,
        meta,
        locality,
        createIndex,
        modifyIndex);
  }
}
