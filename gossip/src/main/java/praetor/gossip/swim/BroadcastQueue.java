package praetor.gossip.swim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages to spread, each a limited number of times. Those sent least come first, then the
 * longest, then the newest.
 */
public final class BroadcastQueue {
  private static final byte[] NO_BYTES = {};

  /** A message on its way; the newest has the highest id. */
  private static final class Item {
    private final int transmits;
    private final int length;
    private final long id;
    private final byte[] message;
    private final Optional<String> subject;
    private final Runnable finished;

    Item(
        int transmits,
        int length,
        long id,
        byte[] message,
        Optional<String> subject,
        Runnable finished) {
      this.transmits = transmits;
      this.length = length;
      this.id = id;
      this.message = message;
      this.subject = subject;
      this.finished = finished;
    }

    int transmits() {
      return transmits;
    }

    int length() {
      return length;
    }

    long id() {
      return id;
    }

    Item sent() {
      return new Item(transmits + 1, length, id, message, subject, finished);
    }
  }

  private static final Comparator<Item> ORDER =
      Comparator.comparingInt(Item::transmits)
          .thenComparing(Comparator.comparingInt(Item::length).reversed())
          .thenComparing(Comparator.comparingLong(Item::id).reversed());

  private final int retransmitMult;
  private final IntSupplier members;
  private final TreeSet<Item> items = new TreeSet<>(ORDER);
  private final Map<String, Item> bySubject = new HashMap<>();
  private long ids;

  /**
   * @param members how many there are, which decides how often a message is sent
   */
  public BroadcastQueue(int retransmitMult, IntSupplier members) {
    this.retransmitMult = retransmitMult;
    this.members = members;
  }

  public int size() {
    return items.size();
  }

  /** Spreads a message. */
  public void add(byte[] message) {
    add(new Item(0, message.length, ids++, message, Optional.empty(), BroadcastQueue::nothing));
  }

  /**
   * Spreads a message and tells when that is done.
   *
   * @param finished called once, when it was sent often enough
   */
  public void add(byte[] message, Runnable finished) {
    add(new Item(0, message.length, ids++, message, Optional.empty(), finished));
  }

  /** Spreads a message that replaces the one about the same subject. */
  void addAbout(String subject, byte[] message, Runnable finished) {
    add(new Item(0, message.length, ids++, message, Optional.of(subject), finished));
  }

  void addAbout(String subject, byte[] message) {
    addAbout(subject, message, BroadcastQueue::nothing);
  }

  private void add(Item item) {
    item.subject.ifPresent(
        subject -> {
          var replaced = bySubject.put(subject, item);
          if (replaced != null) {
            items.remove(replaced);
            replaced.finished.run();
          }
        });
    items.add(item);
  }

  /**
   * Takes messages for one packet.
   *
   * @param overhead what each message takes besides its bytes
   * @param limit how many bytes there are
   */
  public List<byte[]> take(int overhead, int limit) {
    if (items.isEmpty()) {
      return List.of();
    }
    var taken = new ArrayList<Item>();
    int free = limit;
    var next = fitting(0, free - overhead);
    while (next != null) {
      items.remove(next);
      taken.add(next);
      free -= overhead + next.length();
      next = fitting(next.transmits(), free - overhead);
    }
    int most = Scale.retransmits(retransmitMult, members.getAsInt());
    taken.forEach(item -> putBack(item, most));
    return taken.stream().map(item -> item.message).toList();
  }

  /** The first message that fits, of those sent at least that often. */
  private @Nullable Item fitting(int transmits, int free) {
    int least = transmits;
    while (free > 0) {
      var found = items.ceiling(mark(least, free));
      if (found == null || found.length() <= free) {
        return found;
      }
      // It begins the messages that were sent more often, and is too long itself.
      least = found.transmits();
    }
    return null;
  }

  // Stands before all messages of that length that were sent that often.
  private static Item mark(int transmits, int length) {
    return new Item(
        transmits, length, Long.MAX_VALUE, NO_BYTES, Optional.empty(), BroadcastQueue::nothing);
  }

  private void putBack(Item item, int most) {
    if (item.transmits() + 1 >= most) {
      drop(item);
      return;
    }
    var sent = item.sent();
    items.add(sent);
    sent.subject.ifPresent(subject -> bySubject.put(subject, sent));
  }

  private void drop(Item item) {
    item.subject.ifPresent(subject -> bySubject.remove(subject, item));
    item.finished.run();
  }

  /** Keeps only so many messages, those sent least. */
  public void prune(int keep) {
    while (items.size() > keep) {
      drop(items.pollLast());
    }
  }

  private static void nothing() {
    // Most senders do not ask when their message was sent often enough.
  }
}
