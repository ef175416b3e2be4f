package praetor.testkit.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Hosts with a network of their own, in namespaces of Linux: what they send each other goes through
 * a router, which can lose and delay it. Files are those of the machine, so unix sockets reach
 * them.
 *
 * <p>Needs root, {@code ip} and {@code iptables}. Closing it takes the namespaces away; whoever
 * started programs in them ends those first. Owned by one thread.
 */
public final class NetworkLab implements AutoCloseable {
  private static final String DETOUR = "100";

  private final String name;
  private final int hosts;
  private Optional<SlowRoad> slowRoad = Optional.empty();

  private NetworkLab(String name, int hosts) {
    this.name = name;
    this.hosts = hosts;
  }

  /**
   * Makes the hosts 0 to {@code hosts - 1} and their router.
   *
   * @throws IOException when this machine cannot; the message says why
   */
  public static NetworkLab create(int hosts) throws IOException, InterruptedException {
    var lab = new NetworkLab("lab" + ProcessHandle.current().pid(), hosts);
    try {
      lab.build();
      return lab;
    } catch (IOException unable) {
      lab.close();
      throw unable;
    }
  }

  private void build() throws IOException, InterruptedException {
    run("ip", "netns", "add", router());
    run("ip", "netns", "exec", router(), "sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward");
    for (int i = 0; i < hosts; i++) {
      var host = host(i);
      var link = "link" + i;
      var gateway = "10.66." + i + ".254";
      run("ip", "netns", "add", host);
      run(
          ("ip link add " + link + " netns " + router() + " type veth peer name eth0 netns " + host)
              .split(" "));
      run("ip", "-n", router(), "addr", "add", gateway + "/24", "dev", link);
      run("ip", "-n", router(), "link", "set", link, "up");
      run("ip", "-n", host, "addr", "add", address(i) + "/24", "dev", "eth0");
      run("ip", "-n", host, "link", "set", "eth0", "up");
      run("ip", "-n", host, "link", "set", "lo", "up");
      run("ip", "-n", host, "route", "add", "default", "via", gateway);
    }
    // Whether packets can be dropped is known before the first test needs it.
    heal();
  }

  /** The address of a host. */
  public String address(int host) {
    return "10.66." + host + ".1";
  }

  /** What runs a command on a host, put before its words. The process is the command's own. */
  public List<String> on(int host) {
    return List.of("ip", "netns", "exec", host(host));
  }

  /** Loses all that one host sends another; the way back stays open. */
  public void cut(int from, int to) throws IOException, InterruptedException {
    filter(from, to);
  }

  /** Loses all that goes between a host and all others. */
  public void isolate(int host) throws IOException, InterruptedException {
    for (int other = 0; other < hosts; other++) {
      if (other != host) {
        cut(host, other);
        cut(other, host);
      }
    }
  }

  /**
   * Loses some of the packets between all hosts.
   *
   * @param probability for each, from 0 to 1
   */
  public void lose(double probability) throws IOException, InterruptedException {
    run(
        ("ip netns exec " + router() + " iptables -w -A FORWARD -m statistic --mode random")
            .concat(" --probability " + probability + " -j DROP")
            .split(" "));
  }

  /**
   * Delays each packet between all hosts by a time of its own, so that they overtake each other.
   *
   * @throws IOException when this machine has no TUN devices
   */
  public void delay(Duration least, Duration most, Random random)
      throws IOException, InterruptedException {
    var device = name + "t";
    var tunnel = Tunnel.open(device);
    slowRoad = Optional.of(new SlowRoad(tunnel, least, most, random));
    run("ip", "link", "set", device, "netns", router());
    run("ip", "-n", router(), "link", "set", device, "mtu", "1500", "up");
    run(
        "ip -n %s route add default dev %s table %s"
            .formatted(router(), device, DETOUR)
            .split(" "));
    for (int i = 0; i < hosts; i++) {
      run("ip -n %s rule add iif link%d lookup %s".formatted(router(), i, DETOUR).split(" "));
    }
  }

  /** Loses and delays nothing any more. */
  public void heal() throws IOException, InterruptedException {
    if (slowRoad.isPresent()) {
      for (int i = 0; i < hosts; i++) {
        run("ip -n %s rule del iif link%d lookup %s".formatted(router(), i, DETOUR).split(" "));
      }
      slowRoad.get().end();
      slowRoad = Optional.empty();
    }
    run("ip", "netns", "exec", router(), "iptables", "-w", "-F", "FORWARD");
  }

  private void filter(int from, int to) throws IOException, InterruptedException {
    run(
        ("ip netns exec " + router() + " iptables -w -A FORWARD -s " + address(from))
            .concat(" -d " + address(to) + " -j DROP")
            .split(" "));
  }

  private String router() {
    return name + "r";
  }

  private String host(int host) {
    return name + "h" + host;
  }

  private static void run(String... line) throws IOException, InterruptedException {
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", line) + ": " + said);
    }
  }

  @Override
  public void close() {
    var names = new ArrayList<String>();
    for (int i = 0; i < hosts; i++) {
      names.add(host(i));
    }
    names.add(router());
    var failed = Optional.<IOException>empty();
    try {
      if (slowRoad.isPresent()) {
        slowRoad.get().end();
      }
      for (var each : names) {
        try {
          run("ip", "netns", "del", each);
        } catch (IOException notThere) {
          failed = Optional.of(notThere);
        }
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
    failed.ifPresent(why -> System.out.println("network lab: " + why.getMessage()));
  }
}
