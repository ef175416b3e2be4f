package praetor.agent.local;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Locks for many names: whoever holds one name's lock has the name to itself. */
final class Stripes {
  private static final int COUNT = 256;

  private final ReentrantLock[] locks =
      IntStream.range(0, COUNT).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  boolean alone(String name, BooleanSupplier action) {
    var lock = locks[Math.floorMod(name.hashCode(), COUNT)];
    lock.lock();
    try {
      return action.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
