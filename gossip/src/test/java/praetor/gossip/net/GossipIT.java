package praetor.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipEvent.QueryReceived;
import praetor.gossip.GossipListener;
import praetor.gossip.KeyringOperation;
import praetor.gossip.Member;
import praetor.gossip.MemberStatus;
import praetor.gossip.QueryRequest;
import praetor.gossip.serf.Serf;
import praetor.gossip.swim.SwimConfig;
import praetor.gossip.wire.Keyring;
import praetor.model.Bytes;
import praetor.testkit.net.FreePorts;

/** Members of ours on loopback. */
class GossipIT {
  private static final Bytes KEY = Bytes.utf8("0123456789abcdef");
  private static final Serf.Settings SETTINGS =
      Serf.Settings.of(SwimConfig.LOCAL).withKeyring(new Keyring(List.of(KEY)));

  @TempDir Path folder;
  private final List<Gossip> started = new ArrayList<>();

  private Gossip start(GossipOptions options, Recorder recorder) throws IOException {
    var gossip = Gossip.start(options, recorder);
    started.add(gossip);
    return gossip;
  }

  private static GossipOptions options(String name, int port) {
    return GossipOptions.of(
        name, new InetSocketAddress("127.0.0.1", port), Map.of("role", "node"), SETTINGS);
  }

  private static void join(Gossip gossip, Gossip seed) throws Exception {
    assertThat(gossip.join(List.of(seed.address()), true).get(10, TimeUnit.SECONDS).joined())
        .isEqualTo(1);
  }

  private static MemberStatus status(Gossip gossip, String name) {
    return gossip.member(name).map(m -> m.status()).orElse(MemberStatus.NONE);
  }

  @AfterEach
  void close() {
    started.forEach(Gossip::close);
  }

  @Test
  void membersMeetTalkAndPart() throws Exception {
    var heard = new Recorder();
    var a = start(options("a", 0), new Recorder());
    var b = start(options("b", 0), heard);
    join(b, a);
    await().until(() -> status(a, "b") == MemberStatus.ALIVE);
    a.fire("deploy", Bytes.utf8("now"), false);
    await().until(() -> heard.userEvents("deploy").count() == 1);
    a.tags(Map.of("role", "changed"));
    await().until(() -> b.member("a").orElseThrow().tags().equals(Map.of("role", "changed")));
    b.leave().get(10, TimeUnit.SECONDS);
    await().until(() -> status(a, "b") == MemberStatus.LEFT);
    var unanswered = b.query(QueryRequest.of("late", Bytes.EMPTY));
    b.close();
    assertThatThrownBy(() -> unanswered.get(1, TimeUnit.SECONDS))
        .hasRootCauseMessage("gossip is closed");
    assertThatThrownBy(() -> b.fire("deploy", Bytes.EMPTY, false)).hasMessage("gossip is closed");
  }

  @Test
  void aClosedPoolTellsItsLateListenersWhatItKnewLast() throws Exception {
    var a = start(options("a", 0), new Recorder());
    var held = new CountDownLatch(1);
    var pool = new CompletableFuture<Gossip>();
    var seen = new CompletableFuture<List<Member>>();
    var late =
        new GossipListener() {
          @Override
          public void heard(GossipEvent event) {
            try {
              held.await();
              seen.complete(pool.join().members());
            } catch (InterruptedException | RuntimeException e) {
              seen.completeExceptionally(e);
            }
          }

          @Override
          public void gaveUp(String reason) {}
        };
    var b = Gossip.start(options("b", 0), late);
    pool.complete(b);
    join(b, a);
    var closing = Thread.ofVirtual().start(b::close);
    await().until(b::isClosed);
    held.countDown();
    assertThat(seen.get(10, TimeUnit.SECONDS)).extracting(Member::name).containsOnly("a", "b");
    closing.join();
  }

  @Test
  void queriesAreAnsweredByTheListener() throws Exception {
    var heard = new Recorder();
    var a = start(options("a", 0), new Recorder());
    var b = start(options("b", 0), heard);
    join(b, a);
    var result =
        a.query(
            QueryRequest.of("load", Bytes.EMPTY)
                .withNodes(List.of("b"))
                .withAcks()
                .withTimeout(Duration.ofSeconds(3)));
    await().until(() -> heard.events.stream().anyMatch(QueryReceived.class::isInstance));
    var query =
        heard.events.stream()
            .filter(QueryReceived.class::isInstance)
            .map(QueryReceived.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(b.respond(query.id(), Bytes.utf8("0.5"))).isTrue();
    assertThat(result.get(10, TimeUnit.SECONDS).answers())
        .isEqualTo(Map.of("b", Bytes.utf8("0.5")));
    assertThat(result.get().acks()).containsExactly("b");
  }

  @Test
  void restartedMemberFindsItsPoolInTheSnapshotFile() throws Exception {
    var file = folder.resolve("serf/local.snapshot");
    int port = FreePorts.next();
    var a = start(options("a", 0), new Recorder());
    var b = start(options("b", port).withSnapshotFile(file, false), new Recorder());
    join(b, a);
    await().until(() -> Files.readString(file).contains("alive: a "));
    b.close();
    await().until(() -> status(a, "b") == MemberStatus.FAILED);
    var again = start(options("b", port).withSnapshotFile(file, false), new Recorder());
    await().until(() -> status(again, "a") == MemberStatus.ALIVE);
    await().until(() -> status(a, "b") == MemberStatus.ALIVE);
    again.leave().get(10, TimeUnit.SECONDS);
    again.close();
    assertThat(Files.readString(file)).contains("leave\n");
    var third = start(options("b", port).withSnapshotFile(file, false), new Recorder());
    assertThat(third.members()).hasSize(1);
  }

  @Test
  void changedKeysAreKept() throws Exception {
    var file = folder.resolve("local.keyring");
    var a = start(options("a", 0).withKeyringFile(file), new Recorder());
    var key = Bytes.utf8("fedcba9876543210");
    assertThat(a.keyring(KeyringOperation.INSTALL, key, 0).get(5, TimeUnit.SECONDS).errors())
        .isZero();
    a.keyring(KeyringOperation.USE, key, 0).get(5, TimeUnit.SECONDS);
    assertThat(KeyringFile.load(file)).isEqualTo(new Keyring(List.of(key, KEY)));
    Files.writeString(file, "[\"not base64!\"]");
    assertThatThrownBy(() -> KeyringFile.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void takenPortIsSaid() throws Exception {
    var a = start(options("a", 0), new Recorder());
    assertThatThrownBy(() -> start(options("b", a.address().getPort()), new Recorder()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Failed to start UDP listener on");
  }

  @Test
  void joiningNobodySaysWhy() throws Exception {
    var a = start(options("a", 0), new Recorder());
    var nobody = new InetSocketAddress("127.0.0.1", FreePorts.next());
    var unknown = InetSocketAddress.createUnresolved("no-such-host.invalid", 8301);
    var result = a.join(List.of(nobody, unknown), true).get(10, TimeUnit.SECONDS);
    assertThat(result.joined()).isZero();
    assertThat(result.errors())
        .hasSize(2)
        .anyMatch(error -> error.contains(": connect: connection refused"))
        .anyMatch(error -> error.contains("no such host"));
  }

  @Test
  void garbageStopsNobody() throws Exception {
    var a = start(options("a", 0), new Recorder());
    for (int i = 0; i < 20; i++) {
      try (var socket = new Socket("127.0.0.1", a.address().getPort())) {
        socket.getOutputStream().write(new byte[] {(byte) (i * 13), 1, 2, 3, 4, 5, 6, 7});
        socket.getOutputStream().flush();
      }
    }
    var b = start(options("b", 0), new Recorder());
    join(b, a);
    assertThat(status(b, "a")).isEqualTo(MemberStatus.ALIVE);
  }
}
