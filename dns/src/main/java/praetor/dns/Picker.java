package praetor.dns;

import java.util.random.RandomGenerator;

/**
 * Draws the numbers below a size in random order, each once, and shuffles no further than it is
 * asked to. Owned by one thread, used again for every answer.
 */
final class Picker {
  private final RandomGenerator random;
  private int[] numbers = new int[16];
  private int size;
  private int drawn;
  private boolean shuffled;

  Picker(RandomGenerator random) {
    this.random = random;
  }

  /** Starts over; without {@code shuffle} the numbers come in order. */
  void start(int newSize, boolean shuffle) {
    size = newSize;
    drawn = 0;
    shuffled = shuffle;
    if (shuffle) {
      if (numbers.length < size) {
        numbers = new int[Math.max(size, 2 * numbers.length)];
      }
      for (int i = 0; i < size; i++) {
        numbers[i] = i;
      }
    }
  }

  boolean hasNext() {
    return drawn < size;
  }

  int next() {
    if (!shuffled) {
      return drawn++;
    }
    int swapped = drawn + random.nextInt(size - drawn);
    int number = numbers[swapped];
    numbers[swapped] = numbers[drawn];
    numbers[drawn++] = number;
    return number;
  }
}
