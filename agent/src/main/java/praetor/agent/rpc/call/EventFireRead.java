package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BASE64;
import static praetor.model.codec.Codecs.STRING;

import praetor.model.Bytes;
import praetor.model.codec.Shape;

/**
 * Has an event sent to all agents of the datacenter.
 *
 * @param name without the prefix that it has in the gossip pool
 * @param payload the packed event
 */
public record EventFireRead(String name, Bytes payload) {
  public static final Shape<EventFireRead> SHAPE =
      Shape.<EventFireRead>of("structs.EventFireRequest")
          .field("Name", STRING, EventFireRead::name)
          .field("Payload", BASE64, EventFireRead::payload)
          .build(v -> new EventFireRead(v.next(), v.next()));
}
