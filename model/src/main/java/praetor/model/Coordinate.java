package praetor.model;

import static praetor.model.codec.Codecs.FLOAT64;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.codec.Shape;

/**
 * A position in the network coordinate space (Vivaldi): its distances estimate round-trip times in
 * seconds.
 *
 * @param vec the position, in seconds
 * @param error confidence, smaller is better, at most 1.5
 * @param adjustment offset in seconds
 * @param height distance of the access link, in seconds
 */
public record Coordinate(List<Double> vec, double error, double adjustment, double height) {
  public static final Shape<Coordinate> SHAPE =
      Shape.<Coordinate>of("coordinate.Coordinate")
          .field("Vec", nullableList(FLOAT64), Coordinate::vec)
          .field("Error", FLOAT64, Coordinate::error)
          .field("Adjustment", FLOAT64, Coordinate::adjustment)
          .field("Height", FLOAT64, Coordinate::height)
          .build(v -> new Coordinate(v.next(), v.next(), v.next(), v.next()));

  /**
   * Estimated round-trip time in seconds; both must have as many dimensions.
   *
   * <p>Source: the Vivaldi model of Serf's documentation: adjustments count unless they would make
   * the time negative.
   */
  public double secondsTo(Coordinate other) {
    double squares = 0;
    for (int i = 0; i < vec.size(); i++) {
      double difference = vec.get(i) - other.vec.get(i);
      squares += difference * difference;
    }
    double distance = Math.sqrt(squares) + height + other.height;
    double adjusted = distance + adjustment + other.adjustment;
    return adjusted > 0 ? adjusted : distance;
  }

  /** Where Serf places a node that has measured nothing yet. */
  public static final Coordinate ORIGIN =
      new Coordinate(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1.5, 0, 1e-5);
}
