package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.map;

import java.util.Map;
import praetor.model.codec.Shape;

/**
 * What a gossip pool said of its keys.
 *
 * @param wan whether it is the pool of all datacenters' servers
 * @param messages complaints by member
 * @param keys how many members have each key
 * @param primaryKeys how many members encrypt with each key
 * @param numNodes how many members there are
 * @param error empty when all is well
 */
public record KeyringAnswer(
    boolean wan,
    String datacenter,
    String segment,
    String partition,
    Map<String, String> messages,
    Map<String, Integer> keys,
    Map<String, Integer> primaryKeys,
    int numNodes,
    String error) {
  public static final Shape<KeyringAnswer> SHAPE =
      Shape.<KeyringAnswer>of("structs.KeyringResponse")
          .field("WAN", BOOL, KeyringAnswer::wan)
          .field("Datacenter", STRING, KeyringAnswer::datacenter)
          .field("Segment", STRING, KeyringAnswer::segment)
          .field("Partition", STRING, KeyringAnswer::partition)
          .field("Messages", map(STRING), KeyringAnswer::messages)
          .field("Keys", map(INT), KeyringAnswer::keys)
          .field("PrimaryKeys", map(INT), KeyringAnswer::primaryKeys)
          .field("NumNodes", INT, KeyringAnswer::numNodes)
          .field("Error", STRING, KeyringAnswer::error)
          .build(
              v ->
                  new KeyringAnswer(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next()));
}
