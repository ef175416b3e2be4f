package praetor.raft.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.AddressText;
import praetor.raft.RaftOptions;
import praetor.raft.store.SnapshotName;

/**
 * Who takes part, as a server knows it at its start: from its log, else from its newest snapshot,
 * else as it is told.
 *
 * @param index of the log entry that says so; 1 for a group that begins, 0 for nobody
 */
record InitialConfiguration(long index, Configuration members) {

  private static final Logger LOG = LoggerFactory.getLogger(InitialConfiguration.class);

  /**
   * Reads who takes part.
   *
   * @param initialVoters the first voters of a group that has no log yet
   */
  static InitialConfiguration of(Storage storage, List<String> initialVoters) throws IOException {
    if (!storage.configurations().isEmpty()) {
      var record = storage.configurations().getLast();
      return new InitialConfiguration(record.index(), EntryCodec.configuration(record).getConf());
    }
    var snapshot = storage.snapshots().newest();
    if (snapshot.isPresent()) {
      return new InitialConfiguration(snapshot.get().index(), members(storage, snapshot.get()));
    }
    var voters = initialVoters.stream().map(Ids::peer).toList();
    return new InitialConfiguration(voters.isEmpty() ? 0 : 1, new Configuration(voters));
  }

  private static Configuration members(Storage storage, SnapshotName name) throws IOException {
    try (var pinned = storage.snapshots().pin(name)) {
      var meta = SnapshotMeta.parseFrom(pinned.meta());
      var members = new Configuration();
      for (var text : meta.getPeersList()) {
        members.addPeer(parse(text));
      }
      for (var text : meta.getLearnersList()) {
        members.addLearner(parse(text));
      }
      return members;
    }
  }

  private static PeerId parse(String text) throws IOException {
    var peer = new PeerId();
    if (!peer.parse(text)) {
      throw new IOException(text + " in a snapshot names no server");
    }
    return peer;
  }

  /** Source: the line with which raft begins in the log of Consul 1.21.4. */
  void log(RaftOptions options) {
    var servers = new ArrayList<String>();
    members.getPeers().forEach(peer -> servers.add(server("Voter", Ids.id(peer), options)));
    members.getLearners().forEach(peer -> servers.add(server("Nonvoter", Ids.id(peer), options)));
    LOG.atInfo()
        .addKeyValue("index", index)
        .addKeyValue("servers", "[" + String.join(" ", servers) + "]")
        .log("initial configuration");
  }

  private static String server(String suffrage, String id, RaftOptions options) {
    var address =
        id.equals(options.serverId())
            ? AddressText.of(options.address())
            : options.addressBook().addressOf(id).map(AddressText::of).orElse("");
    return "{Suffrage:%s ID:%s Address:%s}".formatted(suffrage, id, address);
  }
}
