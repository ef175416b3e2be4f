package praetor.agent;

/** What this program says of its version. */
public final class Version {
  /**
   * The release of Consul whose behaviour Praetor has: what clients that parse versions are told.
   * Source: recorded answers of Consul 1.21.4.
   */
  public static final String CONSUL = "1.21.4";

  private Version() {}
}
