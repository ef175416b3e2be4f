package praetor.agent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.state.WatchSet;
import praetor.state.command.KvsRequest;

class TombstoneGcTest {
  private final DirectServer server = new DirectServer();
  private final TombstoneGc gc = new TombstoneGc(server.context());

  @Test
  void aDeletionIsForgottenAQuarterOfAnHourLater() {
    gc.start();
    write(KvsRequest.SET, "a/x");
    write(KvsRequest.DELETE, "a/x");
    long deleted = prefixIndex();
    // Another key keeps the table's index above that of the prefix.
    write(KvsRequest.SET, "b");
    server.timers.advance(Duration.ofMinutes(14));
    assertThat(prefixIndex()).isEqualTo(deleted);
    long before = server.store.view().lastIndex();
    server.timers.advance(Duration.ofMinutes(2));
    assertThat(server.store.view().lastIndex()).isGreaterThan(before);
  }

  @Test
  void anIdleServerWritesNothing() {
    gc.start();
    long before = server.store.view().lastIndex();
    server.timers.advance(Duration.ofHours(3));
    assertThat(server.store.view().lastIndex()).isEqualTo(before);
  }

  private long prefixIndex() {
    return server.store.view().kvList(Bytes.utf8("a/"), WatchSet.none()).index();
  }

  private void write(String op, String key) {
    server.propose(new KvsRequest(op, new KvEntry(0, Bytes.utf8(key), 0, Bytes.EMPTY, "", 0, 0)));
  }
}
