package praetor.agent.config;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the configuration needs to know of the machine.
 *
 * @param name host name
 * @param addresses addresses of all interfaces that are up
 */
public record Host(String name, List<Address> addresses) {

  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

  /** An address of an interface. */
  public record Address(String networkInterface, InetAddress ip) {

    boolean isPrivateIpv4() {
      return ip instanceof Inet4Address && ip.isSiteLocalAddress();
    }

    boolean isPublic() {
      return !ip.isSiteLocalAddress() && !ip.isLoopbackAddress() && !ip.isLinkLocalAddress();
    }
  }

  public Host {
    addresses = List.copyOf(addresses);
  }

  /** This machine. */
  public static Host local() throws ConfigException {
    try {
      var addresses = new ArrayList<Address>();
      for (var networkInterface : NetworkInterface.networkInterfaces().toList()) {
        if (networkInterface.isUp()) {
          networkInterface
              .inetAddresses()
              .forEach(ip -> addresses.add(new Address(networkInterface.getName(), ip)));
        }
      }
      return new Host(hostName(), addresses);
    } catch (SocketException unknown) {
      throw new ConfigException("cannot list the network interfaces: " + unknown.getMessage());
    }
  }

  /** The kernel's name: asking a resolver for it can take seconds. */
  private static String hostName() throws ConfigException {
    try {
      return Files.exists(KERNEL_NAME)
          ? Files.readString(KERNEL_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      throw new ConfigException("cannot read the host name: " + unknown.getMessage());
    }
  }
}
