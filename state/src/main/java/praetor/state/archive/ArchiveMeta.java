package praetor.state.archive;

import static praetor.model.codec.Codecs.BASE64;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.Bytes;
import praetor.model.codec.PackWriter;
import praetor.model.codec.Shape;

/**
 * What an archive says of its state: {@code meta.json}. A restore looks at version, index and size
 * alone; the servers are never taken over.
 *
 * @param id {@code TERM-INDEX-MILLIS}
 * @param index the raft index of the state, unsigned
 * @param term unsigned
 * @param peers the addresses of the voters, once more in an older form: a MessagePack list
 * @param configurationIndex the raft index at which the servers were written, unsigned
 * @param size length of {@code state.bin}
 */
public record ArchiveMeta(
    int version,
    String id,
    long index,
    long term,
    Bytes peers,
    Configuration configuration,
    long configurationIndex,
    long size) {
  /** The newest version there is. */
  public static final int VERSION = 1;

  public static final Shape<ArchiveMeta> SHAPE =
      Shape.<ArchiveMeta>of("raft.SnapshotMeta")
          .field("Version", INT, ArchiveMeta::version)
          .field("ID", STRING, ArchiveMeta::id)
          .uint64("Index", ArchiveMeta::index)
          .uint64("Term", ArchiveMeta::term)
          .field("Peers", BASE64, ArchiveMeta::peers)
          .field("Configuration", Configuration.SHAPE, ArchiveMeta::configuration)
          .uint64("ConfigurationIndex", ArchiveMeta::configurationIndex)
          .uint64("Size", ArchiveMeta::size)
          .build(
              v ->
                  new ArchiveMeta(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next()));

  /** A server that took part in consensus. */
  public record Server(int suffrage, String id, String address) {
    public static final int VOTER = 0;
    public static final int NONVOTER = 1;

    static final Shape<Server> SHAPE =
        Shape.<Server>of("raft.Server")
            .field("Suffrage", INT, Server::suffrage)
            .field("ID", STRING, Server::id)
            .field("Address", STRING, Server::address)
            .build(v -> new Server(v.next(), v.next(), v.next()));
  }

  /** The servers of the datacenter. */
  public record Configuration(List<Server> servers) {
    static final Shape<Configuration> SHAPE =
        Shape.<Configuration>of("raft.Configuration")
            .field("Servers", list(Server.SHAPE), Configuration::servers)
            .build(v -> new Configuration(v.next()));

    public Configuration {
      servers = List.copyOf(servers);
    }
  }

  /** Describes a state that is about to be written. */
  public static ArchiveMeta of(
      long index,
      long term,
      long timeMs,
      List<Server> servers,
      long configurationIndex,
      long stateBytes) {
    var id = Long.toUnsignedString(term) + "-" + Long.toUnsignedString(index) + "-" + timeMs;
    return new ArchiveMeta(
        VERSION,
        id,
        index,
        term,
        peers(servers),
        new Configuration(servers),
        configurationIndex,
        stateBytes);
  }

  private static Bytes peers(List<Server> servers) {
    var voters = servers.stream().filter(server -> server.suffrage() == Server.VOTER).toList();
    var out = new PackWriter().arrayHeader(voters.size());
    voters.forEach(server -> out.string(server.address()));
    return Bytes.owned(out.toBytes());
  }
}
