package praetor.dns;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The addresses that an answer holds already. Owned by one thread, used again for every answer. */
final class AddressSet {
  private static final int SLOTS_MIN = 32;

  /** IPv4 addresses in open addressing; a slot is taken when its stamp is the current round's. */
  private int[] slots = new int[SLOTS_MIN];

  private int[] stamps = new int[SLOTS_MIN];
  private int round;
  private int count;
  private final Set<ByteBuffer> wide = new HashSet<>();

  void clear() {
    wide.clear();
    count = 0;
    if (++round == 0) {
      Arrays.fill(stamps, 0);
      round = 1;
    }
  }

  /** Answers whether the address was new. */
  boolean add(byte[] address) {
    return wide.add(ByteBuffer.wrap(address));
  }

  /** Answers whether the IPv4 address was new. */
  boolean add(int v4) {
    if (2 * count >= slots.length) {
      grow();
    }
    return put(v4);
  }

  private boolean put(int v4) {
    int mask = slots.length - 1;
    int slot = ((v4 * 0x9e3779b9) >>> 7) & mask;
    while (stamps[slot] == round) {
      if (slots[slot] == v4) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = v4;
    stamps[slot] = round;
    count++;
    return true;
  }

  private void grow() {
    var oldSlots = slots;
    var oldStamps = stamps;
    slots = new int[2 * oldSlots.length];
    stamps = new int[slots.length];
    count = 0;
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldStamps[i] == round) {
        put(oldSlots[i]);
      }
    }
  }
}
