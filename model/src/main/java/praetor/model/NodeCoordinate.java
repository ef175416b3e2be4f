package praetor.model;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/** The coordinate of a node. */
public record NodeCoordinate(String node, String segment, Coordinate coord) {
  public static final Shape<NodeCoordinate> SHAPE =
      Shape.<NodeCoordinate>of("structs.Coordinate")
          .field("Node", STRING, NodeCoordinate::node)
          .field("Segment", STRING, NodeCoordinate::segment)
          .field("Coord", Coordinate.SHAPE, NodeCoordinate::coord)
          .build(v -> new NodeCoordinate(v.next(), v.next(), v.next()));
}
