package praetor.agent.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.recovery.ServersFile;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;

/**
 * Recovery from a lost majority by hand: the file {@code raft/peers.json}, put there by the
 * operator of every survivor while it is stopped, says who the servers are from now on. It is
 * deleted when the servers that it names have found a leader.
 *
 * <p>The form is Consul's: a list of objects with {@code id}, {@code address} and {@code
 * non_voter}. Addresses are not used: servers are found by their ids. Source: public documentation
 * of outage recovery.
 */
final class PeersFile {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");
  private static final long POLL_MS = 200;

  private final Path file;
  private final List<Peer> peers;

  private PeersFile(Path file, List<Peer> peers) {
    this.file = file;
    this.peers = List.copyOf(peers);
  }

  /**
   * Reads the file if there is one.
   *
   * @throws IOException naming the file and what is wrong in it: a recovery must not be half of one
   */
  static Optional<PeersFile> find(Path raftDirectory) throws IOException {
    var file = raftDirectory.resolve(ServersFile.PEERS);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PeersFile(file, parse(Files.readAllBytes(file))));
    } catch (DecodeException e) {
      throw new IOException("recovery failed to parse " + file + ": " + e.getMessage(), e);
    }
  }

  static List<Peer> parse(byte[] json) throws DecodeException {
    if (!(JsonReader.read(json) instanceof JsonValue.Arr(var entries)) || entries.isEmpty()) {
      throw new DecodeException("a list of servers is expected");
    }
    var peers = new ArrayList<Peer>();
    for (var entry : entries) {
      peers.add(peer(entry));
    }
    if (peers.stream().noneMatch(peer -> peer.suffrage() == Peer.Suffrage.VOTER)) {
      throw new DecodeException("no voting server in the list");
    }
    return peers;
  }

  private static Peer peer(JsonValue entry) throws DecodeException {
    if (!(entry instanceof JsonValue.Obj(var fields))) {
      throw new DecodeException("each server needs an \"id\"");
    }
    var id = fields.get("id");
    if (!(id instanceof JsonValue.Str(var text)) || text.isEmpty()) {
      throw new DecodeException("each server needs an \"id\"");
    }
    boolean replica = fields.get("non_voter") instanceof JsonValue.Bool(boolean yes) && yes;
    return replica ? Peer.learner(text) : Peer.voter(text);
  }

  /** Has the engine take the members over, and deletes the file when they have a leader. */
  void apply(RaftEngine raft, ScheduledExecutorService timers) {
    LOG.info("found peers.json file, recovering Raft configuration...: path={}", file);
    raft.recover(peers)
        .thenAccept(
            outcome -> {
              LOG.info("recovered Raft configuration: outcome={}", outcome);
              deleteWhenLed(raft, timers);
            });
  }

  private void deleteWhenLed(RaftEngine raft, ScheduledExecutorService timers) {
    timers.schedule(
        () -> {
          if (raft.status().leaderId().isEmpty()) {
            deleteWhenLed(raft, timers);
          } else {
            delete();
          }
        },
        POLL_MS,
        TimeUnit.MILLISECONDS);
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
      LOG.info("deleted peers.json file after successful recovery: path={}", file);
    } catch (IOException e) {
      LOG.error("failed to delete peers.json, please delete manually: path={}", file, e);
    }
  }
}
