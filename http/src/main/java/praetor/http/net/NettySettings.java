package praetor.http.net;

/**
 * Settings Netty reads once, while its classes load: less memory and a quicker start. What the
 * command line sets already stays.
 */
final class NettySettings {
  private NettySettings() {}

  /** To be called before any other class of Netty is touched. */
  static void apply() {
    set("io.netty.leakDetection.level", "disabled");
    // Identity of a channel: without these Netty looks for a MAC address and its process id.
    set("io.netty.machineId", "02:00:00:00:00:00:00:01");
    set("io.netty.processId", Long.toString(ProcessHandle.current().pid() & 0x3f_ffff));
    // Without this a SecureRandom seeds the generator behind channel ids.
    set("io.netty.initialSeedUniquifier", Long.toString(System.nanoTime() | 1));
    // The allocator of code that is given none; connections get theirs from HttpServer.
    set("io.netty.allocator.type", "unpooled");
    set("io.netty.transport.noNative", "true");
    set("io.netty.handler.ssl.noOpenSsl", "true");
    // No flight recorder events for buffers.
    set("io.netty.jfr.enabled", "false");
    // Recycled objects are kept for the life of a thread: a few suffice.
    set("io.netty.recycler.maxCapacityPerThread", "256");
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
