package praetor.gossip.wire;

import java.util.List;

/** How a member is seen. */
public enum Liveness {
  ALIVE(0),
  SUSPECT(1),
  DEAD(2),
  LEFT(3);

  private static final List<Liveness> BY_NUMBER = List.of(values());

  private final int number;

  Liveness(int number) {
    this.number = number;
  }

  /** Whether the member is gone, by itself or not. */
  public boolean isGone() {
    return this == DEAD || this == LEFT;
  }

  int number() {
    return number;
  }

  static boolean isKnown(long number) {
    return number >= 0 && number < BY_NUMBER.size();
  }

  static Liveness of(int number) {
    return BY_NUMBER.get(number);
  }
}
