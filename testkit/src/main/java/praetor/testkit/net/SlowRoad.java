package praetor.testkit.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * What comes into a {@link Tunnel} leaves it some time later, each packet after a time of its own,
 * so they overtake each other. Ending it loses what is under way.
 */
final class SlowRoad {
  private static final int LOOK_UP_MS = 50;
  private static final int WAITING_MAX = 100_000;

  private final Tunnel tunnel;
  private final DelayQueue<Waiting> waiting = new DelayQueue<>();
  private final Thread taking;
  private final Thread giving;
  private volatile boolean closed;

  /**
   * @param least the shortest time of a packet
   * @param most the longest one; all between are equally likely
   */
  SlowRoad(Tunnel tunnel, Duration least, Duration most, Random random) {
    this.tunnel = tunnel;
    this.taking = Thread.ofPlatform().name("slow road in").start(() -> take(least, most, random));
    this.giving = Thread.ofPlatform().name("slow road out").start(this::give);
  }

  private void take(Duration least, Duration most, Random random) {
    try {
      while (!closed) {
        var packet = tunnel.read(LOOK_UP_MS);
        if (packet.isPresent() && waiting.size() < WAITING_MAX) {
          long delay = random.nextLong(least.toNanos(), most.toNanos() + 1);
          waiting.add(new Waiting(packet.get(), System.nanoTime() + delay));
        }
      }
    } catch (IOException gone) {
      System.out.println("slow road: " + gone.getMessage());
    }
  }

  private void give() {
    try {
      while (!closed) {
        var next = waiting.poll(LOOK_UP_MS, TimeUnit.MILLISECONDS);
        if (next != null) {
          tunnel.write(next.packet);
        }
      }
    } catch (IOException gone) {
      System.out.println("slow road: " + gone.getMessage());
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  void end() throws InterruptedException {
    closed = true;
    taking.join();
    giving.join();
    tunnel.close();
  }

  private record Waiting(ByteBuffer packet, long atNanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(atNanos - ((Waiting) other).atNanos);
    }
  }
}
