package praetor.agent.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.WholeState;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Snapshots;
import praetor.model.DecodeException;
import praetor.raft.RaftEngine;
import praetor.state.archive.ArchiveReader;
import praetor.state.archive.Target;
import praetor.state.command.RestoreRequest;
import praetor.state.command.RestoreScope;

/**
 * Takes snapshots and restores them. An archive that comes in is put into a file first: its
 * checksums stand at its end, and nothing may be done with it before they are known to be right.
 * Restores come one after another. Safe for any thread.
 */
final class SnapshotEndpoint implements Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.snapshot");

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final ServerContext context;
  private final RaftEngine raft;
  private final LeaderGate gate;
  private final ServerReads reads;
  private final ReentrantLock restoring = new ReentrantLock();

  SnapshotEndpoint(ServerContext context, RaftEngine raft, LeaderGate gate, ServerReads reads) {
    this.context = context;
    this.raft = raft;
    this.gate = gate;
    this.reads = reads;
  }

  @Override
  public Answer<Saved> save(ReadOptions options, Target target) throws IOException {
    var consistency =
        options.consistency() == Consistency.STALE ? Consistency.STALE : Consistency.CONSISTENT;
    var fresh =
        new ReadOptions(
            options.caller(),
            consistency,
            options.datacenter(),
            0,
            options.maxWait(),
            options.maxStale());
    var answer = Replies.await(reads.read(new WholeState(), fresh));
    var saved = SavedView.of(answer.value(), target, raft, context.clock().now().toEpochMilli());
    return new Answer<>(
        saved, answer.index(), answer.knownLeader(), answer.lastContact(), answer.consistency());
  }

  @Override
  public void restore(InputStream archive, Restore wish, Caller caller) throws IOException {
    caller.authorizer().require(Resource.ACL, "", Access.WRITE);
    checkParts(wish);
    Replies.await(gate.whenOpen(() -> CompletableFuture.completedFuture(true)));
    restoring.lock();
    try {
      var file = received(archive);
      try {
        restore(file, wish);
      } finally {
        Files.delete(file);
      }
    } finally {
      restoring.unlock();
    }
  }

  private static void checkParts(Restore wish) {
    try {
      RestoreScope.parseAll(wish.only());
    } catch (DecodeException e) {
      throw RequestException.bad(e.getMessage());
    }
    if (!wish.as().isEmpty() && wish.only().stream().noneMatch(part -> part.startsWith("kv"))) {
      throw RequestException.bad("another prefix is for keys: restore only kv:PREFIX");
    }
  }

  private Path received(InputStream archive) throws IOException {
    var file = newFile();
    try (var out = Files.newOutputStream(file)) {
      archive.transferTo(out);
      return file;
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
  }

  /** In the data directory always the same: one that a crash has left is replaced by the next. */
  private Path newFile() throws IOException {
    var directory = context.config().dataDir().filter(_ -> !context.config().role().dev());
    if (directory.isEmpty()) {
      return Files.createTempFile("praetor-restore-", ".snap");
    }
    var file = directory.get().resolve("restore.snap");
    Files.deleteIfExists(file);
    return Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  private void restore(Path file, Restore wish) throws IOException {
    try {
      // The state has to fit besides the present one: what is larger than the heap cannot.
      long stateBytesMax = Runtime.getRuntime().maxMemory();
      var run =
          new RestoreRun(context.drawId(), wish, context.proposer(), checked(file, stateBytesMax));
      try (var in = Files.newInputStream(file)) {
        ArchiveReader.read(in, stateBytesMax, run);
      }
      run.commit();
    } catch (DecodeException e) {
      throw RequestException.failed(e.getMessage());
    }
  }

  /** The raft index of an archive that is whole. */
  private static long checked(Path file, long stateBytesMax) throws IOException, DecodeException {
    try (var in = Files.newInputStream(file)) {
      return ArchiveReader.verifyForRestore(in, stateBytesMax).index();
    }
  }

  /** Forgets what an earlier leader has left half restored. */
  void abortForgotten() {
    context
        .store()
        .restoreUnderWay()
        .ifPresent(
            id ->
                context
                    .proposer()
                    .propose(RestoreRequest.abort(id))
                    .whenComplete(
                        (_, failure) -> {
                          if (failure != null) {
                            LOG.warn("failed to abort a restore: error={}", failure.getMessage());
                          }
                        }));
  }
}
