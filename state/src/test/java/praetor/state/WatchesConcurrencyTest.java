package praetor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.state.command.KvsRequest;

/** Readers that follow a key by blocking reads while another thread writes. */
class WatchesConcurrencyTest {
  private static final int WRITES = 5_000;
  private static final int READERS = 8;

  private final StateStore store = new StateStore(new TestClock());

  @Test
  void noReaderMissesTheLastChange() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Long>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        boolean ofPrefix = i % 2 == 0;
        readers.add(CompletableFuture.supplyAsync(() -> follow(ofPrefix), threads));
      }
      for (int i = 1; i <= WRITES; i++) {
        // Writes elsewhere come between a reader's read and its registration.
        store.apply(2L * i, new KvsRequest(KvsRequest.SET, Fixture.entry("x", "" + i, "", 0)));
        store.publish();
        store.apply(
            2L * i + 1, new KvsRequest(KvsRequest.SET, Fixture.entry("a/b", "" + i, "", 0)));
        store.publish();
      }
      for (var reader : readers) {
        assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo(2L * WRITES + 1);
      }
    }
    assertThat(store.watches().size()).isZero();
  }

  /** Reads, waits for a change, reads again, until the last write has been seen. */
  private long follow(boolean ofPrefix) {
    long seen = 0;
    while (seen < 2L * WRITES + 1) {
      var watch = new WatchSet();
      var view = store.view();
      long index =
          ofPrefix
              ? view.kvList(Bytes.utf8("a/"), watch).index()
              : view.kvGet(Bytes.utf8("a/b"), watch).index();
      if (index > seen && !isEmpty(view)) {
        seen = index;
        continue;
      }
      var changed = new CountDownLatch(1);
      store.watches().register(watch, changed::countDown);
      try {
        if (!changed.await(30, TimeUnit.SECONDS)) {
          throw new AssertionError("nothing after index " + seen);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return seen;
  }

  private static boolean isEmpty(StateView view) {
    return view.kvGet(Bytes.utf8("a/b"), WatchSet.none()).value().isEmpty();
  }
}
