package praetor.raft.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import praetor.raft.disk.FaultyDisk;

class SnapshotFolderTest {

  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void givesBackWhatWasWritten() throws IOException {
    var folder = SnapshotFolder.open(disk, "snapshots");
    write(folder, 5, state(5, 1_000_000));
    try (var pinned = folder.pin(folder.newest().orElseThrow())) {
      assertThat(pinned.meta()).isEqualTo(new byte[] {9, 5});
      assertThat(pinned.state().readAllBytes()).isEqualTo(state(5, 1_000_000));
      assertThat(pinned.state().read()).isEqualTo(state(5, 1_000_000)[0] & 0xff);
    }
  }

  @Test
  void anEmptyStateIsAStateToo() throws IOException {
    var folder = SnapshotFolder.open(disk, "snapshots");
    write(folder, 5, new byte[0]);
    folder.verify(new SnapshotName(5, 2));
    try (var pinned = folder.pin(new SnapshotName(5, 2))) {
      assertThat(pinned.state().readAllBytes()).isEmpty();
    }
  }

  @Test
  void keepsTheTwoNewestAndWhatIsBeingRead() throws IOException {
    var folder = SnapshotFolder.open(disk, "snapshots");
    write(folder, 1, state(1, 10));
    var pinned = folder.pin(new SnapshotName(1, 2));
    for (int index = 2; index <= 5; index++) {
      write(folder, index, state(index, 10));
    }
    assertThat(pinned.state().readAllBytes()).isEqualTo(state(1, 10));
    pinned.close();
    assertThat(folder.names()).containsExactly(new SnapshotName(5, 2), new SnapshotName(4, 2));
    assertThat(disk.list("snapshots")).hasSize(2);
  }

  @Test
  void travelsToAnotherServer() throws IOException {
    var folder = SnapshotFolder.open(disk, "snapshots");
    write(folder, 5, state(5, 500_000));
    var sent = new ByteArrayOutputStream();
    try (var pinned = folder.pin(new SnapshotName(5, 2))) {
      pinned.sendTo(sent);
    }
    var in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));
    var other = SnapshotFolder.open(new FaultyDisk(), "snapshots");
    other.receive(new SnapshotName(5, 2), in, in.readLong());
    try (var pinned = other.pin(new SnapshotName(5, 2))) {
      assertThat(pinned.state().readAllBytes()).isEqualTo(state(5, 500_000));
    }
  }

  @Test
  void takesNothingDamagedFromAnotherServer() throws IOException {
    var folder = SnapshotFolder.open(disk, "snapshots");
    write(folder, 5, state(5, 1_000));
    var bytes = disk.bytes("snapshots/" + new SnapshotName(5, 2).fileName());
    bytes[700] ^= 1;
    var other = SnapshotFolder.open(new FaultyDisk(), "snapshots");
    assertThatThrownBy(
            () ->
                other.receive(
                    new SnapshotName(5, 2), new ByteArrayInputStream(bytes), bytes.length))
        .isInstanceOf(DamagedStoreException.class);
    assertThat(other.names()).isEmpty();
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    var folder = SnapshotFolder.open(disk, "snapshots");
    write(folder, 5, state(5, 2_000));
    var path = "snapshots/" + new SnapshotName(5, 2).fileName();
    for (int offset = 0; offset < disk.bytes(path).length; offset++) {
      disk.damage(path, offset, 4);
      assertThatThrownBy(() -> folder.verify(new SnapshotName(5, 2)))
          .as("offset %d", offset)
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining(path);
      disk.damage(path, offset, 4);
    }
    folder.verify(new SnapshotName(5, 2));
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    var folder = SnapshotFolder.open(disk, "snapshots");
    write(folder, 5, state(5, 300));
    var path = "snapshots/" + new SnapshotName(5, 2).fileName();
    var whole = disk.bytes(path);
    for (int size = 0; size < whole.length; size++) {
      disk.put(path, Arrays.copyOf(whole, size));
      assertThatThrownBy(() -> folder.verify(new SnapshotName(5, 2)))
          .isInstanceOf(DamagedStoreException.class);
    }
  }

  @Test
  void aCrashAtAnyStepLeavesAWholeSnapshot() throws IOException {
    for (long seed = 1; seed <= 500; seed++) {
      var random = new Random(seed);
      var crashing = new FaultyDisk();
      crashing.crashAfter(random.nextInt(60));
      int written = 0;
      try {
        var folder = SnapshotFolder.open(crashing, "snapshots");
        for (int index = 1; index < 50; index++) {
          write(folder, index, state(index, 5_000));
          written = index;
        }
      } catch (FaultyDisk.Crash e) {
        // The last one may be there or not.
      }
      var found = SnapshotFolder.open(crashing.afterCrash(random), "snapshots");
      if (written > 0) {
        var newest = found.newest().orElseThrow();
        assertThat(newest.index()).as("seed=%d", seed).isBetween((long) written, written + 1L);
        for (var name : found.names()) {
          found.verify(name);
        }
      }
    }
  }

  private static void write(SnapshotFolder folder, int index, byte[] state) throws IOException {
    try (var draft = folder.begin(new SnapshotName(index, 2), new byte[] {9, (byte) index})) {
      draft.output().write(state);
      draft.commit();
    }
  }

  private static byte[] state(int seed, int size) {
    var state = new byte[size];
    new Random(seed).nextBytes(state);
    return state;
  }
}
