package praetor.gossip;

import java.util.Locale;

/** How a member stands. */
public enum MemberStatus {
  NONE(0),
  ALIVE(1),
  LEAVING(2),
  LEFT(3),
  FAILED(4);

  private final int number;

  MemberStatus(int number) {
    this.number = number;
  }

  /** As the HTTP API and the wire have it. */
  public int number() {
    return number;
  }

  /** As Consul's users read it: {@code alive}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the member is gone, by itself or not. */
  public boolean isGone() {
    return this == LEFT || this == FAILED;
  }
}
