package praetor.lab;

/**
 * Ports of the user's machine.
 *
 * @param balancer the portal, and the services behind it
 * @param http the HTTP API of the server
 * @param dns the server's DNS, TCP and UDP
 */
public record LabPorts(int balancer, int http, int dns) {
  /** What is taken unless somebody says otherwise. */
  public static final LabPorts USUAL = new LabPorts(8080, 8500, 8600);

  private static final int GREATEST = 65_535;

  public LabPorts {
    check(balancer);
    check(http);
    check(dns);
  }

  private static void check(int port) {
    if (port < 1 || port > GREATEST) {
      throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + port);
    }
  }
}
