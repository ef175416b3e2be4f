package praetor.state;

import java.util.ArrayList;
import java.util.List;
import praetor.model.Bytes;

/**
 * The topics that a read depends on, collected by the read itself.
 *
 * <p>It belongs to the view that it was filled from. Register it with {@link Watches#register}; a
 * change that came after that view fires at once. Owned by one thread.
 */
public final class WatchSet {
  private static final WatchSet NONE = new WatchSet(false);

  private final boolean collects;
  private final List<Topic> topics = new ArrayList<>(2);
  private long generation = Long.MAX_VALUE;

  public WatchSet() {
    this(true);
  }

  private WatchSet(boolean collects) {
    this.collects = collects;
  }

  /** For a read that nobody waits on: collects nothing. */
  public static WatchSet none() {
    return NONE;
  }

  void add(StateView view, Topic.Kind kind, Bytes key) {
    if (collects) {
      topics.add(new Topic(kind, key));
      generation = Math.min(generation, view.generation());
    }
  }

  void add(StateView view, Topic.Kind kind, String name) {
    if (collects) {
      add(view, kind, Keys.topic(name));
    }
  }

  void add(StateView view, Topic.Kind kind) {
    add(view, kind, Bytes.EMPTY);
  }

  /** The oldest view that a read of this set used. */
  long generation() {
    return generation;
  }

  public List<Topic> topics() {
    return List.copyOf(topics);
  }

  List<Topic> topicsUncopied() {
    return topics;
  }
}
