package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.optional;

import java.util.List;
import java.util.Optional;
import praetor.model.codec.Shape;

/** Asks for intentions: for one by its id, or for all that speak of some services. */
public record IntentionRead(String id, Optional<Match> match) {
  /**
   * All that speak of some services.
   *
   * @param type whether the services are the {@code source} or the {@code destination}
   */
  public record Match(String type, List<Entry> entries) {
    private static final Shape<Match> SHAPE =
        Shape.<Match>of("structs.IntentionQueryMatch")
            .field("Type", STRING, Match::type)
            .field("Entries", list(Entry.SHAPE), Match::entries)
            .build(v -> new Match(v.next(), v.next()));
  }

  /** A service that intentions are looked for. */
  public record Entry(String name) {
    private static final Shape<Entry> SHAPE =
        Shape.<Entry>of("structs.IntentionMatchEntry")
            .field("Name", STRING, Entry::name)
            .build(v -> new Entry(v.next()));
  }

  public static final Shape<IntentionRead> SHAPE =
      Shape.<IntentionRead>of("structs.IntentionQueryRequest")
          .field("IntentionID", STRING, IntentionRead::id)
          .field("Match", optional(Match.SHAPE), IntentionRead::match)
          .build(v -> new IntentionRead(v.next(), v.next()));
}
