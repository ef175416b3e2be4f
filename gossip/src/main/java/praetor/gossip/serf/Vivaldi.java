package praetor.gossip.serf;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import praetor.model.Coordinate;

/**
 * Network coordinates: each measured round trip pulls or pushes this member's position, as a spring
 * would.
 *
 * <p>Source: "Vivaldi: a decentralized network coordinate system" (Dabek and others, 2004), with
 * the adjustment terms of "Network coordinates in the wild" (Ledlie and others, 2007) and a gravity
 * towards the origin; constants as Consul documents them.
 */
final class Vivaldi {
  static final int DIMENSIONS = 8;
  private static final double ERROR_MAX = 1.5;
  private static final double CE = 0.25;
  private static final double CC = 0.25;
  private static final int ADJUSTMENT_WINDOW = 20;
  private static final double HEIGHT_MIN = 10.0e-6;
  private static final double GRAVITY_RHO = 150.0;
  private static final double ZERO = 1.0e-6;

  private final RandomGenerator random;
  private final double[] vec = new double[DIMENSIONS];
  private double error = ERROR_MAX;
  private double height = HEIGHT_MIN;
  private double adjustment;
  private final double[] samples = new double[ADJUSTMENT_WINDOW];
  private int nextSample;

  Vivaldi(RandomGenerator random) {
    this.random = random;
  }

  /** Estimated round trip between two members, in seconds. */
  static double distance(Coordinate a, Coordinate b) {
    double raw = rawDistance(array(a), a.height(), array(b), b.height());
    double adjusted = raw + a.adjustment() + b.adjustment();
    return adjusted > 0 ? adjusted : raw;
  }

  private static double rawDistance(double[] a, double aHeight, double[] b, double bHeight) {
    return magnitude(difference(a, b)) + aHeight + bHeight;
  }

  static double[] array(Coordinate coordinate) {
    return coordinate.vec().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Whether a coordinate has the right number of dimensions, and numbers only. */
  static boolean isValid(Coordinate coordinate) {
    return coordinate.vec().size() == DIMENSIONS
        && coordinate.vec().stream().allMatch(Double::isFinite)
        && Double.isFinite(coordinate.error())
        && Double.isFinite(coordinate.adjustment())
        && Double.isFinite(coordinate.height());
  }

  Coordinate coordinate() {
    return new Coordinate(Arrays.stream(vec).boxed().toList(), error, adjustment, height);
  }

  /**
   * Learns from a measurement.
   *
   * @param rttSeconds round trip to the member at that coordinate
   * @return whether the result made sense; if not, the member is back at the origin
   */
  boolean update(Coordinate other, double rttSeconds) {
    moveBySpring(other, rttSeconds);
    adjust(other, rttSeconds);
    moveByGravity();
    if (isValid(coordinate())) {
      return true;
    }
    reset();
    return false;
  }

  private void moveBySpring(Coordinate other, double rttSeconds) {
    double distance = distance(coordinate(), other);
    double rtt = Math.max(rttSeconds, ZERO);
    double wrongness = Math.abs(distance - rtt) / rtt;
    double total = Math.max(error + other.error(), ZERO);
    double weight = error / total;
    error = Math.min(ERROR_MAX, CE * weight * wrongness + error * (1 - CE * weight));
    applyForce(CC * weight * (rtt - distance), array(other), other.height());
  }

  private void adjust(Coordinate other, double rttSeconds) {
    samples[nextSample] = rttSeconds - rawDistance(vec, height, array(other), other.height());
    nextSample = (nextSample + 1) % ADJUSTMENT_WINDOW;
    adjustment = Arrays.stream(samples).sum() / (2.0 * ADJUSTMENT_WINDOW);
  }

  private void moveByGravity() {
    var origin = new double[DIMENSIONS];
    double distance = distance(coordinate(), Coordinate.ORIGIN);
    double force = -Math.pow(distance / GRAVITY_RHO, 2);
    applyForce(force, origin, HEIGHT_MIN);
  }

  private void applyForce(double force, double[] other, double otherHeight) {
    var direction = difference(vec, other);
    double magnitude = magnitude(direction);
    boolean apart = magnitude > ZERO;
    var unit = apart ? scaled(direction, 1 / magnitude) : randomUnit();
    for (int i = 0; i < DIMENSIONS; i++) {
      vec[i] += unit[i] * force;
    }
    if (apart) {
      height = Math.max(HEIGHT_MIN, height + (height + otherHeight) * force / magnitude);
    }
  }

  // Two members at the same place part in any direction.
  private double[] randomUnit() {
    var direction =
        IntStream.range(0, DIMENSIONS).mapToDouble(_ -> random.nextDouble() - 0.5).toArray();
    double magnitude = magnitude(direction);
    if (magnitude > ZERO) {
      return scaled(direction, 1 / magnitude);
    }
    var first = new double[DIMENSIONS];
    first[0] = 1;
    return first;
  }

  private void reset() {
    Arrays.fill(vec, 0);
    Arrays.fill(samples, 0);
    error = ERROR_MAX;
    height = HEIGHT_MIN;
    adjustment = 0;
  }

  private static double[] difference(double[] a, double[] b) {
    return IntStream.range(0, DIMENSIONS).mapToDouble(i -> a[i] - b[i]).toArray();
  }

  private static double[] scaled(double[] a, double factor) {
    return Arrays.stream(a).map(x -> x * factor).toArray();
  }

  private static double magnitude(double[] a) {
    return Math.sqrt(Arrays.stream(a).map(x -> x * x).sum());
  }

  /** The latest round trips to one member, of which the middle one counts. */
  static double median(List<Double> roundTrips) {
    var sorted = roundTrips.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
