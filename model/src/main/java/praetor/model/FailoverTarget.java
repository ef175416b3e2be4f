package praetor.model;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * Where a prepared query looks when its own datacenter has nothing: one of both is set, and the
 * datacenter counts when both are.
 *
 * @param peer name of a cluster peer
 */
public record FailoverTarget(String peer, String datacenter) {
  public static final Shape<FailoverTarget> SHAPE =
      Shape.<FailoverTarget>of("structs.QueryFailoverTarget")
          .field("Peer", STRING, FailoverTarget::peer)
          .field("Datacenter", STRING, FailoverTarget::datacenter)
          .build(v -> new FailoverTarget(v.next(), v.next()));
}
