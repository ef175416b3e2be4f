package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * Asks for config entries.
 *
 * @param name empty for all of the kind
 */
public record EntryRead(String kind, String name) {
  public static final Shape<EntryRead> SHAPE =
      Shape.<EntryRead>of("structs.ConfigEntryQuery")
          .field("Kind", STRING, EntryRead::kind)
          .field("Name", STRING, EntryRead::name)
          .build(v -> new EntryRead(v.next(), v.next()));
}
