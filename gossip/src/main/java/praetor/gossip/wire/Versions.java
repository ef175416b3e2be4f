package praetor.gossip.wire;

import praetor.model.Bytes;

/**
 * The protocol versions that a member understands and the one it speaks, of membership and of the
 * layer on top (the "delegate").
 *
 * @param bytes as sent: protocol minimum, maximum, current, delegate minimum, maximum, current; a
 *     peer may send fewer
 */
public record Versions(Bytes bytes) {
  /** How many a whole vector has. */
  public static final int COUNT = 6;

  /** Source: Consul agents 1.10 to 1.21 send 1 5 2 and 2 5 4. */
  public static final Versions CONSUL = of(1, 5, 2, 2, 5, 4);

  public static Versions of(
      int min, int max, int current, int delegateMin, int delegateMax, int delegateCurrent) {
    return new Versions(
        Bytes.owned(
            new byte[] {
              (byte) min,
              (byte) max,
              (byte) current,
              (byte) delegateMin,
              (byte) delegateMax,
              (byte) delegateCurrent
            }));
  }

  public int min() {
    return at(0);
  }

  public int max() {
    return at(1);
  }

  public int current() {
    return at(2);
  }

  public int delegateMin() {
    return at(3);
  }

  public int delegateMax() {
    return at(4);
  }

  public int delegateCurrent() {
    return at(5);
  }

  /** Whether all six are there. */
  public boolean isWhole() {
    return bytes.length() == COUNT;
  }

  /** Whether the range of membership versions contradicts itself. */
  public boolean isImpossible() {
    return bytes.length() >= 3 && (min() == 0 || max() == 0 || min() > max());
  }

  private int at(int index) {
    return index < bytes.length() ? bytes.array()[index] & 0xff : 0;
  }
}
