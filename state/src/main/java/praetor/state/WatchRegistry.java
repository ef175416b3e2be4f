package praetor.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;

/**
 * Who waits for what.
 *
 * <p>A changed key looks up its own watchers and those of its prefixes, but only of the lengths at
 * which somebody watches a prefix: the cost of a commit grows with the length of its keys, not with
 * the number of watchers. The last changes are kept for a while, so that a reader whose view is a
 * little old learns whether one of them concerned it.
 */
final class WatchRegistry implements Watches {
  /** As many topics of past changes are kept; a reader with an older view reads again. */
  private static final int HISTORY_TOPICS_MAX = 10_000;

  private final Object lock = new Object();
  private final Map<Topic, Bucket> buckets = new HashMap<>();
  private final Map<Prefix, Bucket> prefixes = new HashMap<>();
  private final TreeMap<Integer, Integer> prefixLengths = new TreeMap<>();
  private final Deque<Published> history = new ArrayDeque<>();
  private int historyTopics;
  private long generation;
  private int waiting;

  /** The changes that made a view. */
  private record Published(long generation, Changes changes) {}

  /** The first bytes of a key, with a hash that grows with them. */
  private static final class Prefix {
    private final byte[] bytes;
    private final int length;
    private final int hash;

    Prefix(byte[] bytes, int length, int hash) {
      this.bytes = bytes;
      this.length = length;
      this.hash = hash;
    }

    static Prefix of(Bytes prefix) {
      return new Prefix(prefix.array(), prefix.length(), prefix.hashCode());
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Prefix that
          && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
    }
  }

  /** The watchers of one topic: a ring with itself as the first link. */
  private static final class Bucket {
    private final Topic topic;
    private final Link ring = new Link(this, null);

    Bucket(Topic topic) {
      this.topic = topic;
    }

    @SuppressWarnings("ReferenceEquality")
    boolean isEmpty() {
      return ring.next == ring;
    }
  }

  /** One watcher in one bucket. */
  private static final class Link {
    private final Bucket bucket;
    private final @Nullable Waiter waiter;
    private Link previous = this;
    private Link next = this;

    Link(Bucket bucket, @Nullable Waiter waiter) {
      this.bucket = bucket;
      this.waiter = waiter;
    }
  }

  private final class Waiter implements Registration {
    private final long seen;
    private final Runnable fire;
    private final List<Link> links;

    Waiter(long seen, Runnable fire, int topics) {
      this.seen = seen;
      this.fire = fire;
      this.links = new ArrayList<>(topics);
    }

    @Override
    public void cancel() {
      synchronized (lock) {
        unlink(this);
      }
    }
  }

  @Override
  public Registration register(WatchSet watch, Runnable fire) {
    var topics = watch.topicsUncopied();
    var waiter = new Waiter(watch.generation(), fire, topics.size());
    synchronized (lock) {
      if (!changedSince(waiter.seen, topics)) {
        topics.forEach(topic -> link(waiter, topic));
        waiting++;
        return waiter;
      }
    }
    fire.run();
    return waiter;
  }

  @Override
  public int size() {
    synchronized (lock) {
      return waiting;
    }
  }

  private boolean changedSince(long seen, List<Topic> topics) {
    if (seen >= generation || topics.isEmpty()) {
      return false;
    }
    boolean known = !history.isEmpty() && history.getFirst().generation() <= seen + 1;
    if (!known) {
      return true;
    }
    return history.stream()
        .filter(past -> past.generation() > seen)
        .anyMatch(past -> topics.stream().anyMatch(past.changes()::concerns));
  }

  private void link(Waiter waiter, Topic topic) {
    var bucket = bucket(topic);
    var link = new Link(bucket, waiter);
    link.previous = bucket.ring.previous;
    link.next = bucket.ring;
    link.previous.next = link;
    bucket.ring.previous = link;
    waiter.links.add(link);
  }

  private Bucket bucket(Topic topic) {
    if (topic.kind() != Topic.Kind.KV_PREFIX) {
      return buckets.computeIfAbsent(topic, Bucket::new);
    }
    return prefixes.computeIfAbsent(
        Prefix.of(topic.key()),
        prefix -> {
          prefixLengths.merge(prefix.length, 1, Integer::sum);
          return new Bucket(topic);
        });
  }

  /** Takes a waiter out of all its buckets; nothing happens the second time. */
  private void unlink(Waiter waiter) {
    if (waiter.links.isEmpty()) {
      return;
    }
    for (var link : waiter.links) {
      link.previous.next = link.next;
      link.next.previous = link.previous;
      if (link.bucket.isEmpty()) {
        drop(link.bucket.topic);
      }
    }
    waiter.links.clear();
    waiting--;
  }

  private void drop(Topic topic) {
    if (topic.kind() != Topic.Kind.KV_PREFIX) {
      buckets.remove(topic);
    } else if (prefixes.remove(Prefix.of(topic.key())) != null) {
      prefixLengths.computeIfPresent(
          topic.key().length(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Fires the watchers of what made a view, except for those who have read it already. */
  void publish(long newGeneration, Changes changes) {
    Set<Waiter> fired = new HashSet<>();
    synchronized (lock) {
      generation = newGeneration;
      remember(new Published(newGeneration, changes));
      if (changes.isEverything()) {
        buckets.values().forEach(bucket -> collect(bucket, fired));
        prefixes.values().forEach(bucket -> collect(bucket, fired));
      } else if (waiting > 0) {
        changes.topics().forEach(topic -> collect(buckets.get(topic), fired));
        changes.keys().forEach(key -> collectKey(key, fired));
      }
      fired.forEach(this::unlink);
    }
    fired.forEach(waiter -> waiter.fire.run());
  }

  private void collectKey(Bytes key, Set<Waiter> fired) {
    collect(buckets.get(new Topic(Topic.Kind.KV_KEY, key)), fired);
    int hashed = 0;
    int hash = Bytes.EMPTY.hashCode();
    for (int length : prefixLengths.keySet()) {
      if (length > key.length()) {
        break;
      }
      while (hashed < length) {
        hash = 31 * hash + key.array()[hashed++];
      }
      collect(prefixes.get(new Prefix(key.array(), length, hash)), fired);
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private void collect(@Nullable Bucket bucket, Set<Waiter> fired) {
    if (bucket == null) {
      return;
    }
    for (var link = bucket.ring.next; link != bucket.ring; link = link.next) {
      var waiter = link.waiter;
      if (waiter != null && waiter.seen < generation) {
        fired.add(waiter);
      }
    }
  }

  private void remember(Published published) {
    if (published.changes().isEverything() || published.changes().size() > HISTORY_TOPICS_MAX) {
      // Whoever has an older view reads again.
      history.clear();
      historyTopics = 0;
      return;
    }
    history.addLast(published);
    historyTopics += 1 + published.changes().size();
    while (historyTopics > HISTORY_TOPICS_MAX) {
      historyTopics -= 1 + history.removeFirst().changes().size();
    }
  }
}
