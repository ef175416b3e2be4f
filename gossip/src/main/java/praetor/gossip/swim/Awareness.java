package praetor.gossip.swim;

/**
 * How well this member itself seems to do: 0 is healthy. A high score stretches its probes, so that
 * a slow member does not accuse the others.
 *
 * <p>Source: Lifeguard, "local health multiplier".
 */
final class Awareness {
  private final int max;
  private int score;

  /**
   * @param max the score stays below it
   */
  Awareness(int max) {
    this.max = max;
  }

  int score() {
    return score;
  }

  void add(int delta) {
    score = Math.clamp(score + (long) delta, 0, max - 1);
  }

  long scaled(long nanos) {
    return nanos * (score + 1);
  }
}
