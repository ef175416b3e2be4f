package praetor.agent.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Snapshots.Restore;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.state.Outcome;
import praetor.state.SnapshotReport;
import praetor.state.archive.ArchiveReader;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;
import praetor.state.archive.RestoreRules;
import praetor.state.command.Command;
import praetor.state.command.RestoreRequest;
import praetor.state.command.RestoreScope;

/**
 * One restore: sends the records of a state through the log in chunks, each while the next is read,
 * and commits them. Owned by one thread.
 */
final class RestoreRun implements ArchiveReader.StateConsumer {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.snapshot");

  /** Applied between two other writes, in a few milliseconds. */
  private static final int CHUNK_BYTES = 1 << 20;

  private final String id;
  private final Restore wish;
  private final Proposer proposer;
  private final long index;
  // One at a time: the log keeps no order among commands that are on their way together.
  private CompletableFuture<Outcome> onItsWay =
      CompletableFuture.completedFuture(new Outcome.Done());
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
  private long chunks;

  /**
   * @param id not used before
   * @param index the raft index that the archive names
   */
  RestoreRun(String id, Restore wish, Proposer proposer, long index) {
    this.id = id;
    this.wish = wish;
    this.proposer = proposer;
    this.index = index;
  }

  @Override
  public void accept(InputStream state) throws IOException, DecodeException {
    boolean sent = false;
    try {
      send(state);
      sent = true;
    } catch (DecodeException e) {
      throw refused(e.getMessage());
    } finally {
      if (!sent) {
        abort();
      }
    }
  }

  private void send(InputStream state) throws IOException, DecodeException {
    var scopes = RestoreScope.parseAll(wish.only());
    var records = new RecordStream(state);
    long lastIndex = records.header().lastIndex();
    propose(RestoreRequest.begin(id, index, lastIndex));
    while (records.next()) {
      if (!wish.unknownKinds()) {
        RestoreRules.check(records.type(), records.again());
      }
      if (isWanted(records.type(), scopes)) {
        add(records.record());
      }
    }
    flush();
    settle();
  }

  private static boolean isWanted(int type, List<RestoreScope> scopes) {
    return scopes.isEmpty() || scopes.stream().anyMatch(scope -> scope.needs(type));
  }

  private void add(Bytes record) {
    if (chunk.size() + record.length() > CHUNK_BYTES) {
      flush();
    }
    chunk.writeBytes(record.array());
  }

  private void flush() {
    if (chunk.size() > 0) {
      propose(RestoreRequest.chunk(id, chunks++, Bytes.owned(chunk.toByteArray())));
      chunk.reset();
    }
  }

  private void propose(Command command) {
    settle();
    onItsWay = proposer.propose(command);
  }

  private void settle() {
    if (Replies.await(onItsWay) instanceof Outcome.Refused(var reason)) {
      throw refused(reason);
    }
  }

  /** Makes it the state, or a part of it. */
  void commit() {
    var outcome =
        Replies.await(proposer.propose(RestoreRequest.commit(id, chunks, wish.only(), wish.as())));
    switch (outcome) {
      case Outcome.Restored(var report) -> tell(report);
      case Outcome.Refused(var reason) -> throw refused(reason);
      case Outcome.Done _,
          Outcome.Answered _,
          Outcome.SessionCreated _,
          Outcome.Numbered _,
          Outcome.IpsAssigned _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _ ->
          throw new IllegalStateException("a restore does not end in " + outcome);
    }
  }

  private static void tell(SnapshotReport report) {
    LOG.info("restored a snapshot: records={}", named(report.records()));
    if (!report.kept().isEmpty()) {
      LOG.info("kept records for which there is no table yet: {}", named(report.kept()));
    }
    if (!report.unknownKeys().isEmpty()) {
      LOG.warn("dropped fields that are not known: {}", report.unknownKeys());
    }
  }

  private static String named(Map<Integer, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> RecordKind.nameOf(entry.getKey()) + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  private static RequestException refused(String reason) {
    return RequestException.failed("failed to restore snapshot: " + reason);
  }

  private void abort() {
    proposer
        .propose(RestoreRequest.abort(id))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.warn("failed to abort a restore: error={}", failure.getMessage());
              }
            });
  }
}
