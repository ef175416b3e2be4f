package praetor.lab;

/** Labels of what belongs to a lab. */
final class Labels {
  /** The lab's name. */
  static final String LAB = "praetor.lab";

  /** A digest of all that a container was made from. */
  static final String MADE_FROM = "praetor.lab.made-from";

  /** The name of the host on which a service's container counts as running. */
  static final String HOST = "praetor.lab.host";

  /** The service of which a container is an instance. */
  static final String SERVICE = "praetor.lab.service";

  /** The ports of the lab: balancer, HTTP, DNS. */
  static final String PORTS = "praetor.lab.ports";

  private Labels() {}
}
