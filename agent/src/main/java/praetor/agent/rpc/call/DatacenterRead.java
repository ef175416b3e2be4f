package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableMap;

import java.util.Map;
import praetor.agent.read.Near;
import praetor.model.codec.Shape;

/**
 * Asks for something of a whole datacenter.
 *
 * @param nodeMetaFilters pairs that the metadata of nodes must have
 */
public record DatacenterRead(
    Map<String, String> nodeMetaFilters, QuerySource source, String peerName) {
  public static final Shape<DatacenterRead> SHAPE =
      Shape.<DatacenterRead>of("structs.DCSpecificRequest")
          .field("NodeMetaFilters", nullableMap(STRING), DatacenterRead::nodeMetaFilters)
          .field("Source", QuerySource.SHAPE, DatacenterRead::source)
          .field("PeerName", STRING, DatacenterRead::peerName)
          .build(v -> new DatacenterRead(v.next(), v.next(), v.next()));

  /** All there is. */
  public static final DatacenterRead ALL = SHAPE.zero();

  public static DatacenterRead of(Map<String, String> nodeMeta, Near near) {
    return new DatacenterRead(nodeMeta, QuerySource.of(near), "");
  }
}
