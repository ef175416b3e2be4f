package praetor.state;

public final class WatchSet {
  public static WatchSet ignored() {
    return new WatchSet();
  }
}
