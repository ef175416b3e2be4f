package praetor.raft.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.raft.disk.FaultyDisk;

class VoteFileTest {

  @Test
  void beginsWithoutAVote() throws IOException {
    assertThat(VoteFile.open(new FaultyDisk(), "vote").vote()).isEqualTo(Vote.NONE);
  }

  @Test
  void isThereAfterARestart() throws IOException {
    var disk = new FaultyDisk();
    var file = VoteFile.open(disk, "vote");
    file.save(new Vote(3, "a"));
    file.save(new Vote(4, "b"));
    file.save(new Vote(5, ""));
    assertThat(VoteFile.open(disk, "vote").vote()).isEqualTo(new Vote(5, ""));
  }

  @Test
  void anAcknowledgedVoteSurvivesACrashAtAnyStep() throws IOException {
    for (long seed = 1; seed <= 2_000; seed++) {
      var random = new Random(seed);
      var disk = new FaultyDisk();
      disk.crashAfter(random.nextInt(40));
      var saved = Vote.NONE;
      var next = Vote.NONE;
      try {
        var file = VoteFile.open(disk, "vote");
        for (long term = 1; term < 100; term++) {
          next = new Vote(term, random.nextBoolean() ? "" : "server-" + random.nextInt(9));
          file.save(next);
          saved = next;
        }
      } catch (FaultyDisk.Crash e) {
        // The last one may be there or not.
      }
      var found = VoteFile.open(disk.afterCrash(random), "vote").vote();
      assertThat(found).as("seed=%d", seed).isIn(saved, next);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 511, 512, 4_096, 4_100})
  void aFileCutShortIsRecoveredOrRefused(int size) throws IOException {
    var disk = new FaultyDisk();
    var file = VoteFile.open(disk, "vote");
    file.save(new Vote(7, "a"));
    disk.put("vote/vote", Arrays.copyOf(disk.bytes("vote/vote"), size));
    if (size >= VoteFile.SLOT_BYTES) {
      assertThat(VoteFile.open(disk, "vote").vote()).isEqualTo(new Vote(7, "a"));
    } else {
      assertThatThrownBy(() -> VoteFile.open(disk, "vote"))
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining("/disk/vote/vote")
          .hasMessageContaining("cannot know whom it voted for");
    }
  }

  @Test
  void aDamagedSlotLeavesTheVoteBefore() throws IOException {
    var disk = new FaultyDisk();
    var file = VoteFile.open(disk, "vote");
    file.save(new Vote(7, "a"));
    file.save(new Vote(8, "b"));
    disk.damage("vote/vote", VoteFile.SLOT_DISTANCE + 20, 1);
    assertThat(VoteFile.open(disk, "vote").vote()).isEqualTo(new Vote(7, "a"));
    disk.damage("vote/vote", 20, 1);
    assertThatThrownBy(() -> VoteFile.open(disk, "vote")).isInstanceOf(DamagedStoreException.class);
  }
}
