package praetor.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.gossip.GossipEvent.MemberChanged;
import praetor.gossip.GossipMeter;
import praetor.gossip.Member;
import praetor.gossip.MemberChange;
import praetor.gossip.MemberStatus;
import praetor.gossip.serf.Serf.Clocks;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Versions;

class SnapshotFileIT {
  @TempDir Path folder;

  private static MemberChanged change(MemberChange change, int number) {
    var endpoint = Endpoint.of("10.0.0." + number, 8301);
    return new MemberChanged(
        change,
        new Member("member-" + number, endpoint, Map.of(), MemberStatus.ALIVE, Versions.CONSUL));
  }

  @Test
  void longFileIsWrittenAnewAndSaysTheSame() throws IOException {
    var path = folder.resolve("deep/local.snapshot");
    var file = SnapshotFile.open(path, false, GossipMeter.NONE);
    for (int i = 0; i < 4_000; i++) {
      file.record(change(MemberChange.JOINED, i % 200));
      file.record(change(MemberChange.FAILED, (i + 100) % 200));
      file.record(new Clocks(i + 2, i + 1, 1));
    }
    assertThat(Files.size(path)).isLessThan(140_000);
    var again = SnapshotFile.open(path, false, GossipMeter.NONE);
    assertThat(again.log().endpoints("")).isEqualTo(file.log().endpoints("")).isNotEmpty();
    assertThat(again.log().clocks()).isEqualTo(new Clocks(4_000, 3_999, 0));
  }
}
