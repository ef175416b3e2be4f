package praetor.gossip.swim;

/** Something that a {@link NameTable} holds. */
public interface Named {
  String name();
}
