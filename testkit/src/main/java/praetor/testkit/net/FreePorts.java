package praetor.testkit.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks loopback ports that nobody uses, for UDP and TCP alike.
 *
 * <p>They lie below the range that the system gives to outgoing connections, so that a stopped
 * server finds its port free when it starts again, and all have five digits, so that tables that
 * show them keep their widths. No port is given twice in one JVM, nor to two that run at the same
 * time: each takes whole blocks, and listens on the first port of a block as long as it lives. Safe
 * for any thread.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int BLOCKS = 120;
  private static final int BLOCK_PORTS = 100;

  private static final List<ServerSocket> GUARDS = new ArrayList<>();
  private static int next = LOWEST;
  private static int end = LOWEST;

  private FreePorts() {}

  /** A port that was free a moment ago. */
  public static synchronized int next() {
    while (true) {
      if (next == end) {
        takeABlock();
      }
      int port = next++;
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static void takeABlock() {
    int first = ThreadLocalRandom.current().nextInt(BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
      int start = LOWEST + (first + i) % BLOCKS * BLOCK_PORTS;
      if (guard(start)) {
        next = start + 1;
        end = start + BLOCK_PORTS;
        return;
      }
    }
    throw new IllegalStateException("no block of loopback ports is free");
  }

  private static boolean guard(int port) {
    try {
      GUARDS.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
      return true;
    } catch (IOException taken) {
      // Another JVM has it, or this one had it before.
      return false;
    }
  }

  private static boolean isFree(int port) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var tcp = new ServerSocket();
        var udp = new DatagramSocket(null)) {
      tcp.bind(address);
      udp.bind(address);
      return true;
    } catch (IOException inUse) {
      // The failure is the answer: somebody listens here.
      return false;
    }
  }
}
