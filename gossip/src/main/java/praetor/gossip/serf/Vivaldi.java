package praetor.gossip.serf;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
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
  private static final double[] ORIGIN = new double[DIMENSIONS];

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

  private static double rawDistance(double[] a, double aHeight, double[] b, double bHeight) {
    return separation(a, b) + aHeight + bHeight;
  }

  private static double[] array(Coordinate coordinate) {
    var array = new double[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      array[i] = coordinate.vec().get(i);
    }
    return array;
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
    var position = array(other);
    moveBySpring(position, other, rttSeconds);
    adjust(position, other, rttSeconds);
    moveByGravity();
    if (isSound()) {
      return true;
    }
    reset();
    return false;
  }

  private void moveBySpring(double[] other, Coordinate told, double rttSeconds) {
    double raw = rawDistance(vec, height, other, told.height());
    double adjusted = raw + adjustment + told.adjustment();
    double distance = adjusted > 0 ? adjusted : raw;
    double rtt = Math.max(rttSeconds, ZERO);
    double wrongness = Math.abs(distance - rtt) / rtt;
    double total = Math.max(error + told.error(), ZERO);
    double weight = error / total;
    error = Math.min(ERROR_MAX, CE * weight * wrongness + error * (1 - CE * weight));
    applyForce(CC * weight * (rtt - distance), other, told.height());
  }

  private void adjust(double[] other, Coordinate told, double rttSeconds) {
    samples[nextSample] = rttSeconds - rawDistance(vec, height, other, told.height());
    nextSample = (nextSample + 1) % ADJUSTMENT_WINDOW;
    double sum = 0;
    for (double sample : samples) {
      sum += sample;
    }
    adjustment = sum / (2.0 * ADJUSTMENT_WINDOW);
  }

  private void moveByGravity() {
    double raw = rawDistance(vec, height, ORIGIN, HEIGHT_MIN);
    double distance = raw + adjustment > 0 ? raw + adjustment : raw;
    applyForce(-Math.pow(distance / GRAVITY_RHO, 2), ORIGIN, HEIGHT_MIN);
  }

  private void applyForce(double force, double[] other, double otherHeight) {
    double magnitude = separation(vec, other);
    if (magnitude <= ZERO) {
      applyRandomForce(force);
      return;
    }
    for (int i = 0; i < DIMENSIONS; i++) {
      vec[i] += (vec[i] - other[i]) / magnitude * force;
    }
    height = Math.max(HEIGHT_MIN, height + (height + otherHeight) * force / magnitude);
  }

  // Two members at the same place part in any direction.
  private void applyRandomForce(double force) {
    var direction = new double[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      direction[i] = random.nextDouble() - 0.5;
    }
    double magnitude = separation(direction, ORIGIN);
    for (int i = 0; i < DIMENSIONS && magnitude > ZERO; i++) {
      vec[i] += direction[i] / magnitude * force;
    }
  }

  private boolean isSound() {
    double sum = error + adjustment + height;
    for (double x : vec) {
      sum += x;
    }
    return Double.isFinite(sum);
  }

  private void reset() {
    Arrays.fill(vec, 0);
    Arrays.fill(samples, 0);
    error = ERROR_MAX;
    height = HEIGHT_MIN;
    adjustment = 0;
  }

  private static double separation(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** The latest round trips to one member, of which the middle one counts. */
  static double median(List<Double> roundTrips) {
    var sorted = roundTrips.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
