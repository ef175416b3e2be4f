package praetor.agent.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import praetor.agent.sockaddr.IfAddr;

/**
 * What the configuration needs to know of the machine.
 *
 * @param name host name
 * @param addresses addresses of all interfaces, in the order of their numbers, IPv4 first
 */
public record Host(String name, List<IfAddr> addresses) {

  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path ROUTES = Path.of("/proc/net/route");
  private static final Path INTERFACES = Path.of("/sys/class/net");

  /** Bits of an interface's flags. Source: netdevice(7). */
  private static final int IFF_UP = 0x1;

  private static final int IFF_BROADCAST = 0x2;
  private static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_POINTTOPOINT = 0x10;
  private static final int IFF_MULTICAST = 0x1000;

  // Columns of the kernel's table of routes.
  private static final int ROUTE_INTERFACE = 0;
  private static final int ROUTE_DESTINATION = 1;
  private static final int ROUTE_METRIC = 6;

  public Host {
    addresses = List.copyOf(addresses);
  }

  /** This machine. */
  public static Host local() throws ConfigException {
    try {
      var defaultInterface = defaultInterface().orElse("");
      var addresses = new ArrayList<IfAddr>();
      var interfaces =
          NetworkInterface.networkInterfaces()
              .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
              .toList();
      for (var networkInterface : interfaces) {
        var flags = flags(networkInterface);
        boolean isDefault = networkInterface.getName().equals(defaultInterface);
        networkInterface.getInterfaceAddresses().stream()
            .sorted(Comparator.comparingInt(address -> address.getAddress().getAddress().length))
            .map(address -> address(networkInterface, address, flags, isDefault))
            .forEach(addresses::add);
      }
      return new Host(localName(), addresses);
    } catch (SocketException unknown) {
      throw new ConfigException("cannot list the network interfaces: " + unknown.getMessage());
    }
  }

  private static IfAddr address(
      NetworkInterface networkInterface,
      InterfaceAddress address,
      Set<String> flags,
      boolean isDefault) {
    return IfAddr.of(
        networkInterface.getName(),
        address.getAddress(),
        address.getNetworkPrefixLength(),
        flags,
        isDefault);
  }

  /** As the kernel has them: Java calls an interface down that has no carrier. */
  private static Set<String> flags(NetworkInterface networkInterface) throws SocketException {
    var flags = new HashSet<String>();
    int bits = flagBits(networkInterface);
    add("up", bits & IFF_UP, flags);
    add("broadcast", bits & IFF_BROADCAST, flags);
    add("loopback", bits & IFF_LOOPBACK, flags);
    add("point-to-point", bits & IFF_POINTTOPOINT, flags);
    add("multicast", bits & IFF_MULTICAST, flags);
    return flags;
  }

  private static void add(String name, int bit, Set<String> flags) {
    if (bit != 0) {
      flags.add(name);
    }
  }

  private static int flagBits(NetworkInterface networkInterface) throws SocketException {
    var file = INTERFACES.resolve(networkInterface.getName()).resolve("flags");
    try {
      return Integer.decode(Files.readString(file).strip());
    } catch (IOException | NumberFormatException notLinux) {
      return (networkInterface.isUp() ? IFF_UP : 0)
          | (networkInterface.isLoopback() ? IFF_LOOPBACK : IFF_BROADCAST)
          | (networkInterface.isPointToPoint() ? IFF_POINTTOPOINT : 0)
          | (networkInterface.supportsMulticast() ? IFF_MULTICAST : 0);
    }
  }

  /** The interface of the default route with the least metric; none where that cannot be read. */
  private static Optional<String> defaultInterface() {
    try {
      return Files.readAllLines(ROUTES).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+", -1))
          .filter(row -> row.length > ROUTE_METRIC && row[ROUTE_DESTINATION].equals("00000000"))
          .min(Comparator.comparingLong(row -> Long.parseLong(row[ROUTE_METRIC])))
          .map(row -> row[ROUTE_INTERFACE]);
    } catch (IOException | NumberFormatException unknown) {
      return Optional.empty();
    }
  }

  /** The name of this machine, as the kernel has it: asking a resolver for it can take seconds. */
  public static String localName() throws ConfigException {
    try {
      return Files.exists(KERNEL_NAME)
          ? Files.readString(KERNEL_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      throw new ConfigException("cannot read the host name: " + unknown.getMessage());
    }
  }
}
