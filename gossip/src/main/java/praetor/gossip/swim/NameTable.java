package praetor.gossip.swim;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Values by name that can also be walked and drawn by position: the members of a pool.
 *
 * <p>The values stand in a dense array in any order; open addressing finds the position of a name.
 * It takes 10 to 20 bytes a member besides the values, which lets a simulation hold ten thousand
 * tables of ten thousand members.
 */
public final class NameTable<V extends Named> {
  private static final int FIRST_SIZE = 16;

  // Positions into values, plus one; 0 is free. Always a power of two, at most three quarters full.
  private int[] index = new int[2 * FIRST_SIZE];
  private @Nullable Object[] values = new Object[FIRST_SIZE];
  private int size;

  public int size() {
    return size;
  }

  public @Nullable V get(String name) {
    int at = index[slot(name)];
    return at == 0 ? null : at(at - 1);
  }

  /** The value at a position from 0 to size - 1. */
  @SuppressWarnings("unchecked") // only values are put in
  public V at(int position) {
    var value = (V) values[position];
    if (value == null || position >= size) {
      throw new IndexOutOfBoundsException(position);
    }
    return value;
  }

  /** Adds a value at the end, or puts it in the place of the one with its name. */
  public void put(V value) {
    int slot = slot(value.name());
    if (index[slot] != 0) {
      values[index[slot] - 1] = value;
      return;
    }
    if (size == values.length) {
      grow();
      slot = slot(value.name());
    }
    values[size++] = value;
    index[slot] = size;
  }

  /** Adds a new value at a random position; the one that stood there goes to the end. */
  public void putAnywhere(V value, RandomGenerator random) {
    put(value);
    int other = random.nextInt(size);
    var moved = at(other);
    // Both places are looked up before anything moves.
    int valueSlot = slot(value.name());
    int movedSlot = slot(moved.name());
    values[size - 1] = moved;
    values[other] = value;
    index[movedSlot] = size;
    index[valueSlot] = other + 1;
  }

  /** Removes the value of a name, if there is one. */
  public void remove(String name) {
    removeIf(value -> value.name().equals(name));
  }

  /** Removes all values that pass. */
  public void removeIf(Predicate<V> test) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      var value = at(i);
      if (!test.test(value)) {
        values[kept++] = value;
      }
    }
    if (kept < size) {
      Arrays.fill(values, kept, size, null);
      size = kept;
      reindex();
    }
  }

  /** Puts the values into a random order. */
  public void shuffle(RandomGenerator random) {
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      var swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    reindex();
  }

  public void forEach(Consumer<V> action) {
    for (int i = 0; i < size; i++) {
      action.accept(at(i));
    }
  }

  private void grow() {
    reserve(2 * values.length);
  }

  /** Makes room for so many values at once. */
  public void reserve(int capacity) {
    values = Arrays.copyOf(values, Math.max(size, capacity));
    index = new int[Integer.highestOneBit(values.length * 4 / 3) << 1];
    reindex();
  }

  private void reindex() {
    Arrays.fill(index, 0);
    for (int i = 0; i < size; i++) {
      index[slot(at(i).name())] = i + 1;
    }
  }

  private int slot(String name) {
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 16) * 0x9e3779b1 >>> Integer.numberOfLeadingZeros(index.length) + 1;
    while (index[slot] != 0 && !at(index[slot] - 1).name().equals(name)) {
      slot = slot + 1 & index.length - 1;
    }
    return slot;
  }
}
