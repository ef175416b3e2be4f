package praetor.gossip;

/** Hears what happens in a pool, one event after the other, on a thread of its own. */
public interface GossipListener {
  void heard(GossipEvent event);

  /** The pool gave its place up: another member owns this one's name. */
  void gaveUp(String reason);
}
