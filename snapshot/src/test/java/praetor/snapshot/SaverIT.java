package praetor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.client.ClientConfig;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.Transport;
import praetor.model.Bytes;
import praetor.snapshot.drill.Drill;
import praetor.snapshot.drill.Inventory;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;
import praetor.snapshot.storage.Stores;
import praetor.testkit.FakeClock;

/** One snapshot, and what breaks on its way. */
class SaverIT {
  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private final List<String> log = new ArrayList<>();
  private byte[] archive = new byte[0];
  private SnapshotStore store;

  @BeforeEach
  void start() throws IOException {
    archive = sample("snap121-kv");
    store = Stores.open(folder.resolve("store").toString(), Map.of());
  }

  @Test
  void idsRiseThoughTheClockStandsStill() throws IOException {
    var saver = saver(2, store);
    for (int i = 0; i < 4; i++) {
      saver.save(saver.newest(), Optional.empty(), () -> true);
    }
    var ids = store.list().stream().map(StoredObject::name).toList();
    assertThat(ids).hasSize(2).isSorted();
    assertThat(log).contains("INFO Saved snapshot " + saver.newest().orElseThrow());
    assertScratchIsEmpty();
  }

  @Test
  void anArchiveThatIsCutOffIsNotStoredAndReplacesNothing() throws IOException {
    var saver = saver(1, store);
    saver.save(Optional.empty(), Optional.empty(), () -> true);
    var good = store.list();
    archive = Arrays.copyOf(archive, archive.length / 2);
    assertThatThrownBy(() -> saver.save(saver.newest(), Optional.empty(), () -> true))
        .hasMessageContaining("the snapshot is not good");
    assertThat(store.list()).isEqualTo(good);
    assertScratchIsEmpty();
  }

  @Test
  void anAnswerThatBreaksOffIsAFailedFetch() throws IOException {
    var whole = archive;
    var broken =
        new SequenceInputStream(
            new ByteArrayInputStream(whole, 0, 100),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });
    var saver = saver(1, store, broken);
    assertThatThrownBy(() -> saver.save(Optional.empty(), Optional.empty(), () -> true))
        .hasMessage("failed to fetch the snapshot: connection reset");
    assertThat(store.list()).isEmpty();
    assertScratchIsEmpty();
  }

  @Test
  void anArchiveThatLostATableIsRefused() throws IOException {
    var saver = saver(5, store);
    archive = sample("snap121-rich");
    var first = saver.save(Optional.empty(), Optional.empty(), () -> true);
    var doctored = first.details().inventory();
    var without = new TreeMap<>(doctored.kinds());
    without.put(2, new Inventory.Kind(99, 1));
    var lastGood = new Inventory(without, doctored.indexes());
    assertThatThrownBy(() -> saver.save(saver.newest(), Optional.of(lastGood), () -> true))
        .hasMessageContaining("KVS:")
        .hasMessageContaining("in the last good snapshot");
    assertThat(store.list()).hasSize(1);
  }

  @Test
  void oneStoreThatFailsIsAFailureAndTheOthersHaveTheSnapshot() throws IOException {
    var saver = saver(3, new FailingStore(), store);
    store.put("consul-7.snap", Content.of(Bytes.utf8("older")));
    assertThat(saver.newest()).contains(new SnapshotId(7));
    assertThatThrownBy(() -> saver.save(saver.newest(), Optional.empty(), () -> true))
        .hasMessage("disk on fire");
    assertThat(store.list()).hasSize(2);
    assertScratchIsEmpty();
  }

  @Test
  void whoHasLostLeadershipStoresAndDeletesNothing() throws IOException {
    var saver = saver(1, store);
    saver.save(Optional.empty(), Optional.empty(), () -> true);
    var before = store.list();
    assertThatThrownBy(() -> saver.save(saver.newest(), Optional.empty(), () -> false))
        .isInstanceOf(LostLeadershipException.class);
    assertThat(store.list()).isEqualTo(before);
    // Lost between storing and deleting: both are there, which is harmless.
    var asked = new AtomicInteger();
    saver.save(saver.newest(), Optional.empty(), () -> asked.getAndIncrement() == 0);
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void twoLeadersForAMomentLoseNothing() throws IOException {
    var one = saver(5, store);
    var other = saver(5, store);
    // Both have looked before either has stored.
    var newest = one.newest();
    var first = one.save(newest, Optional.empty(), () -> true);
    clock.advance(Duration.ofNanos(1));
    var second = other.save(newest, Optional.empty(), () -> true);
    assertThat(second.id()).isNotEqualTo(first.id());
    for (var object : store.list()) {
      Drill.run(folder.resolve("store").resolve(object.name()), Optional.empty());
    }
    assertThat(store.list()).hasSize(2);
  }

  @Test
  void aStaticNameIsReplacedAndNothingIsDeleted() throws IOException {
    var destination = new SaveSettings.Destination(store, Optional.of("latest.snap"));
    var saver = saver(1, List.of(destination), Optional.empty());
    store.put("consul-1.snap", Content.of(Bytes.utf8("old")));
    store.put("consul-2.snap", Content.of(Bytes.utf8("old")));
    saver.save(saver.newest(), Optional.empty(), () -> true);
    saver.save(saver.newest(), Optional.empty(), () -> true);
    assertThat(store.list())
        .extracting(StoredObject::name)
        .containsExactly("consul-1.snap", "consul-2.snap", "latest.snap");
  }

  private void assertScratchIsEmpty() throws IOException {
    try (var files = Files.list(folder.resolve("scratch"))) {
      assertThat(files).isEmpty();
    }
  }

  private Saver saver(int retain, SnapshotStore... stores) {
    var destinations =
        List.of(stores).stream()
            .map(each -> new SaveSettings.Destination(each, Optional.empty()))
            .toList();
    return saver(retain, destinations, Optional.empty());
  }

  private Saver saver(int retain, SnapshotStore one, InputStream answer) {
    return saver(
        retain, List.of(new SaveSettings.Destination(one, Optional.empty())), Optional.of(answer));
  }

  private Saver saver(
      int retain, List<SaveSettings.Destination> stores, Optional<InputStream> answer) {
    var settings =
        new SaveSettings(
            Query.NONE, folder.resolve("scratch"), stores, retain, Optional.empty(), false);
    var client = new ConsulClient(new Server(answer), ClientConfig.inProcess(Optional.empty()));
    return new Saver(
        client, settings, clock, (level, text) -> log.add(level + " " + text), Progress.NONE);
  }

  /** Answers every request with the archive. */
  private final class Server implements Transport {
    private final Optional<InputStream> answer;

    Server(Optional<InputStream> answer) {
      this.answer = answer;
    }

    @Override
    public Exchange open(Request request) {
      assertThat(request.path()).isEqualTo("/v1/snapshot");
      return new Exchange(200, Map.of(), answer.orElseGet(() -> new ByteArrayInputStream(archive)));
    }

    @Override
    public String url(Request request) {
      return request.target();
    }
  }

  private static final class FailingStore implements SnapshotStore {
    @Override
    public String description() {
      return "failing";
    }

    @Override
    public List<StoredObject> list() throws IOException {
      throw new IOException("disk on fire");
    }

    @Override
    public void put(String name, Content content) throws IOException {
      throw new IOException("disk on fire");
    }

    @Override
    public InputStream open(String name) throws IOException {
      throw new IOException("disk on fire");
    }

    @Override
    public void delete(String name) throws IOException {
      throw new IOException("disk on fire");
    }

    @Override
    public void close() {}
  }

  private static byte[] sample(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(SaverIT.class.getResourceAsStream("drill/" + name + ".tgz"))) {
      return in.readAllBytes();
    }
  }
}
