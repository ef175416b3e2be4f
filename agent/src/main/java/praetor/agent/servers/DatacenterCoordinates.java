package praetor.agent.servers;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.NodeCoordinate;
import praetor.model.codec.Shape;

/**
 * Where the servers of a datacenter are.
 *
 * @param areaId {@code wan}
 */
public record DatacenterCoordinates(
    String datacenter, String areaId, List<NodeCoordinate> coordinates) {
  public static final Shape<DatacenterCoordinates> SHAPE =
      Shape.<DatacenterCoordinates>of("structs.DatacenterMap")
          .field("Datacenter", STRING, DatacenterCoordinates::datacenter)
          .field("AreaID", STRING, DatacenterCoordinates::areaId)
          .field("Coordinates", list(NodeCoordinate.SHAPE), DatacenterCoordinates::coordinates)
          .build(v -> new DatacenterCoordinates(v.next(), v.next(), v.next()));
}
