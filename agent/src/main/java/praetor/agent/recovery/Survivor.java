package praetor.agent.recovery;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;

import java.util.Comparator;
import java.util.List;
import praetor.model.codec.Shape;

/**
 * What a stopped server knows.
 *
 * @param id its node id
 * @param lastTerm term of its last entry
 * @param lastIndex index of its last entry
 * @param firstIndex lowest index in its log
 * @param snapshotIndex index of its newest snapshot, 0 without one
 * @param configurationIndex where it was written who takes part
 * @param servers who takes part
 */
public record Survivor(
    String id,
    long lastTerm,
    long lastIndex,
    long firstIndex,
    long snapshotIndex,
    long configurationIndex,
    List<GroupServer> servers) {

  public static final Shape<Survivor> SHAPE =
      Shape.<Survivor>of("recovery.Survivor")
          .field("ID", STRING, Survivor::id)
          .uint64("LastTerm", Survivor::lastTerm)
          .uint64("LastIndex", Survivor::lastIndex)
          .uint64("FirstIndex", Survivor::firstIndex)
          .uint64("SnapshotIndex", Survivor::snapshotIndex)
          .uint64("ConfigurationIndex", Survivor::configurationIndex)
          .field("Servers", list(GroupServer.SHAPE), Survivor::servers)
          .build(
              v ->
                  new Survivor(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  /** By their logs, as voters compare them: the term of the last entry first, then its index. */
  public static final Comparator<Survivor> BY_LOG =
      Comparator.comparingLong(Survivor::lastTerm).thenComparingLong(Survivor::lastIndex);

  public Survivor {
    servers = List.copyOf(servers);
  }

  /** What people call it. */
  public String title() {
    return servers.stream()
        .filter(server -> server.id().equals(id))
        .findFirst()
        .map(GroupServer::title)
        .orElse(id);
  }
}
