package praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedRaftIT {

  @TempDir Path folder;

  private final String id = UUID.randomUUID().toString();

  private RaftEngine start() throws Exception {
    var engine =
        RaftEngine.open(
            RaftOptions.of(id, InetSocketAddress.createUnresolved("127.0.0.1", 8300))
                .bootstrap()
                .withDataDirectory(folder),
            new RegisterMachine());
    var leads = new CompletableFuture<Long>();
    engine.onLeadershipChange(
        new LeadershipListener() {
          @Override
          public void gained(long term) {
            leads.complete(term);
          }

          @Override
          public void lost() {
            // Not of interest here.
          }
        });
    leads.get(10, TimeUnit.SECONDS);
    return engine;
  }

  private static void write(RaftEngine engine, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      var outcome = engine.propose(RegisterMachine.put("k" + i, "v")).get(10, TimeUnit.SECONDS);
      assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    }
  }

  private TreeMap<String, String> files() throws IOException {
    var all = new TreeMap<String, String>();
    try (var tree = Files.walk(folder)) {
      for (var file : tree.filter(Files::isRegularFile).toList()) {
        all.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  private Path newestSegment() throws IOException {
    try (var files = Files.list(folder.resolve("log"))) {
      return files.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  @Test
  void aLookTellsWhatTheServerKnewAndChangesNothing() throws Exception {
    RaftStatus before;
    try (var engine = start()) {
      write(engine, 20);
      engine.snapshot().get(10, TimeUnit.SECONDS);
      write(engine, 5);
      before = engine.status();
    }
    // What a crash in the middle of a write leaves.
    Files.write(newestSegment(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    var files = files();
    try (var stopped = StoppedRaft.open(folder)) {
      for (int look = 0; look < 2; look++) {
        var stored = stopped.read();
        assertThat(stored.lastIndex()).isEqualTo(before.lastLogIndex());
        assertThat(stored.lastTerm()).isEqualTo(before.lastLogTerm());
        assertThat(stored.term()).isEqualTo(before.term());
        assertThat(stored.snapshotIndex()).isEqualTo(before.snapshotIndex()).isPositive();
        assertThat(stored.members()).containsExactly(Peer.voter(id));
      }
    }
    assertThat(files()).isEqualTo(files);
    try (var engine = start()) {
      assertThat(engine.status().lastLogIndex()).isGreaterThanOrEqualTo(before.lastLogIndex());
    }
  }

  @Test
  void aRunningServersDirectoryIsRefusedAndAHeldOneLetsNoServerStart() throws Exception {
    try (var engine = start()) {
      write(engine, 1);
      assertThatThrownBy(() -> StoppedRaft.open(folder))
          .isInstanceOf(RaftStartException.class)
          .hasMessageContaining("is in use by another server");
    }
    try (var stopped = StoppedRaft.open(folder)) {
      assertThat(stopped.read().members()).hasSize(1);
      assertThatThrownBy(this::start).hasMessageContaining("is in use by another server");
    }
  }

  @Test
  void aFolderWithoutAServersDataIsLeftAsItIs() throws Exception {
    assertThatThrownBy(() -> StoppedRaft.open(folder.resolve("no")))
        .hasMessageContaining("holds no server's data");
    assertThatThrownBy(() -> StoppedRaft.open(folder))
        .hasMessageContaining("holds no server's data");
    assertThat(files()).isEmpty();
  }
}
