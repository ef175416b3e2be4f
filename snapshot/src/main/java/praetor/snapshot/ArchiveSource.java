package praetor.snapshot;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.snapshot.drill.Drill;
import praetor.snapshot.drill.Inventory;
import praetor.snapshot.storage.Reasons;
import praetor.snapshot.storage.WorkFile;

/** Archives of the servers' whole state. */
final class ArchiveSource implements SaveSource {
  private final ConsulClient client;
  private final Query query;
  private final AgentLog log;
  private final Progress progress;

  /**
   * @param query parameters of the request: datacenter, stale
   */
  ArchiveSource(ConsulClient client, Query query, AgentLog log, Progress progress) {
    this.client = client;
    this.query = query;
    this.log = log;
    this.progress = progress;
  }

  @Override
  public String fileName(SnapshotId id) {
    return id.fileName();
  }

  @Override
  public Optional<SnapshotId> idOf(String name) {
    return SnapshotId.ofName(name);
  }

  @Override
  public String describe(SnapshotId id) {
    return "snapshot " + id;
  }

  @Override
  public Taken take(WorkFile into, Optional<Inventory> lastGood) throws IOException {
    fetch(into);
    var passed = prove(into.path(), lastGood);
    return new Taken(passed.meta().index(), passed.inventory());
  }

  private void fetch(WorkFile file) throws IOException {
    try (var answer = client.openOk(Request.get("/v1/snapshot").with(query));
        var in = progress.around(answer.body(), "Fetching", -1)) {
      in.transferTo(Channels.newOutputStream(file.channel()));
      file.channel().force(true);
    } catch (IOException failure) {
      throw new IOException("failed to fetch the snapshot: " + Reasons.of(failure), failure);
    }
  }

  private Drill.Passed prove(Path file, Optional<Inventory> lastGood) throws IOException {
    try {
      var passed = Drill.run(file, lastGood);
      passed.dropped().forEach(key -> log.warn("A restore would lose the value of " + key));
      return passed;
    } catch (IOException bad) {
      throw new IOException("the snapshot is not good: " + Reasons.of(bad), bad);
    }
  }
}
