package praetor.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import praetor.gossip.KeyringAnswer;
import praetor.gossip.KeyringOperation;
import praetor.gossip.Member;
import praetor.gossip.MemberStatus;
import praetor.gossip.QueryRequest;
import praetor.gossip.serf.Serf;
import praetor.gossip.swim.SwimConfig;
import praetor.gossip.wire.Keyring;
import praetor.model.Bytes;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.net.FreePorts;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;

/** A member of ours in the pool of the real Consul that CONSUL_BIN names. */
@EnabledIfEnvironmentVariable(
    named = "CONSUL_BIN",
    matches = ".+",
    disabledReason = "CONSUL_BIN names no Consul to join")
class ConsulPoolIT {
  private static final Bytes KEY =
      Bytes.owned(
          HexFormat.of()
              .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
  private static final Keyring KEYED = new Keyring(List.of(KEY));
  private static final Bytes SECOND_KEY = Bytes.utf8("0123456789abcdef");
  private static final Map<String, String> TAGS =
      Map.of(
          "role", "node",
          "dc", "dc1",
          "id", "0f0e0d0c-0b0a-0908-0706-050403020100",
          "segment", "",
          "vsn", "2",
          "vsn_min", "2",
          "vsn_max", "3",
          "build", "1.21.4:praetor");

  @TempDir Path folder;
  private final Recorder heard = new Recorder();
  private ProcessAgent consul;
  private Gossip gossip;

  private void join(Keyring keyring) throws Exception {
    var config = AgentConfig.server(folder, AgentPorts.free());
    config.put("log_level", "info");
    keyring.primary().ifPresent(key -> config.put("encrypt", base64(key)));
    var address = new InetSocketAddress("127.0.0.1", FreePorts.next());
    config.putArray("retry_join").add("127.0.0.1:" + address.getPort());
    consul = ProcessLauncher.consul().orElseThrow().start(folder, config);
    consul.awaitLeader();
    var settings = Serf.Settings.of(SwimConfig.LAN).withKeyring(keyring);
    var options =
        GossipOptions.of("ours", address, TAGS, settings)
            .withKeyringFile(folder.resolve("local.keyring"));
    gossip = Gossip.start(options, heard);
    var lan = new InetSocketAddress("127.0.0.1", consul.ports().serfLan());
    var result = gossip.join(List.of(lan), true).get(20, TimeUnit.SECONDS);
    assertThat(result.errors()).isEmpty();
    assertThat(result.joined()).isEqualTo(1);
  }

  @AfterEach
  void stop() {
    gossip.close();
    consul.close();
  }

  @Test
  void isAliveAmongTheMembersAndLeavesGracefully() throws Exception {
    join(KEYED);
    await().untilAsserted(() -> assertThat(line()).contains("alive").contains("client"));
    assertThat(gossip.member("n1").map(Member::status)).contains(MemberStatus.ALIVE);
    assertThat(gossip.member("n1").orElseThrow().tags()).containsEntry("role", "consul");
    // Long enough for probes both ways: nobody is suspected, and coordinates are learnt.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(gossip.coordinate("n1")).isPresent();
              assertThat(gossip.coordinate().error()).isLessThan(1.5);
            });
    assertThat(line()).contains("alive");
    gossip.leave().get(20, TimeUnit.SECONDS);
    await().untilAsserted(() -> assertThat(line()).contains("left"));
    gossip.close();
    assertThat(String.join("\n", consul.log()))
        .contains("EventMemberLeave")
        .doesNotContain("EventMemberFailed");
  }

  @Test
  void poolWithoutKeysIsJoinedToo() throws Exception {
    join(Keyring.NONE);
    await().untilAsserted(() -> assertThat(line()).contains("alive").contains("client"));
    http("PUT", "/v1/event/fire/plain");
    await()
        .untilAsserted(
            () -> assertThat(heard.userEvents("consul:event:plain").count()).isEqualTo(1));
    assertThat(keyring(KeyringOperation.LIST, Bytes.EMPTY).messages())
        .isEqualTo(
            Map.of(
                "n1", "Keyring is empty (encryption not enabled)",
                "ours", "Keyring is empty (encryption not enabled)"));
  }

  @Test
  void userEventsGoBothWays() throws Exception {
    join(KEYED);
    http("PUT", "/v1/event/fire/deploy");
    await()
        .untilAsserted(
            () -> assertThat(heard.userEvents("consul:event:deploy").count()).isEqualTo(1));
    // New-spec MessagePack, as Consul's agents write it: ID, n, p, v.
    var payload =
        concat(
            hex("84a24944d924"),
            Bytes.utf8("01234567-89ab-cdef-0123-456789abcdef"),
            hex("a16e"),
            hex("a6"),
            Bytes.utf8("answer"),
            hex("a170c402"),
            Bytes.utf8("hi"),
            hex("a17601"));
    gossip.fire("consul:event:answer", payload, false);
    await()
        .untilAsserted(
            () ->
                assertThat(http("GET", "/v1/event/list?name=answer"))
                    .contains("01234567-89ab-cdef-0123-456789abcdef")
                    .contains(
                        Base64.getEncoder().encodeToString("hi".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void keysAreListedAndRotatedFromBothSides() throws Exception {
    join(KEYED);
    var listed = keyring(KeyringOperation.LIST, Bytes.EMPTY);
    assertThat(listed.members()).isEqualTo(2);
    assertThat(listed.responses()).isEqualTo(2);
    assertThat(listed.errors()).isZero();
    assertThat(listed.keys()).isEqualTo(Map.of(base64(KEY), 2));
    assertThat(listed.primaryKeys()).isEqualTo(Map.of(base64(KEY), 2));
    assertThat(command("keyring", "-list")).contains(base64(KEY) + " [2/2]");

    // Consul asks, this side obeys.
    command("keyring", "-install=" + base64(SECOND_KEY));
    command("keyring", "-use=" + base64(SECOND_KEY));
    command("keyring", "-remove=" + base64(KEY));
    assertThat(KeyringFile.load(folder.resolve("local.keyring")))
        .isEqualTo(new Keyring(List.of(SECOND_KEY)));

    // This side asks, Consul obeys.
    assertThat(keyring(KeyringOperation.INSTALL, KEY).errors()).isZero();
    assertThat(keyring(KeyringOperation.USE, KEY).errors()).isZero();
    assertThat(keyring(KeyringOperation.REMOVE, SECOND_KEY).errors()).isZero();
    assertThat(keyring(KeyringOperation.REMOVE, KEY).messages().values())
        .allMatch(text -> text.contains("not allowed"));
    assertThat(command("keyring", "-list")).contains(base64(KEY) + " [2/2]");
    assertThat(line()).contains("alive");
  }

  @Test
  void queriesAreAckedByConsul() throws Exception {
    join(KEYED);
    var result =
        gossip
            .query(
                QueryRequest.of("_serf_ping", Bytes.EMPTY)
                    .withAcks()
                    .withRelayFactor(1)
                    .withTimeout(Duration.ofSeconds(2)))
            .get(10, TimeUnit.SECONDS);
    assertThat(result.acks()).containsExactlyInAnyOrder("n1", "ours");
  }

  @Test
  void killedMemberFailsAndForceLeaveMakesItLeft() throws Exception {
    join(KEYED);
    await().untilAsserted(() -> assertThat(line()).contains("alive"));
    gossip.close();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(line()).contains("failed"));
    command("force-leave", "ours");
    await().untilAsserted(() -> assertThat(line()).contains("left"));
  }

  @Test
  void killedConsulFailsHereAndIsAliveAgainWhenItRestarts() throws Exception {
    join(KEYED);
    consul.kill9();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(gossip.member("n1").map(Member::status)).contains(MemberStatus.FAILED));
    gossip.forceLeave("n1", false).get(20, TimeUnit.SECONDS);
    assertThat(gossip.member("n1").map(Member::status)).contains(MemberStatus.LEFT);
    // Configured to join this member, it hears of its own death there, and refutes it.
    consul.restart();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(gossip.member("n1").map(Member::status)).contains(MemberStatus.ALIVE));
  }

  private KeyringAnswer keyring(KeyringOperation operation, Bytes key) throws Exception {
    return gossip.keyring(operation, key, 0).get(20, TimeUnit.SECONDS);
  }

  /** What {@code consul members} says of this member. */
  private String line() throws IOException, InterruptedException {
    return command("members")
        .lines()
        .filter(line -> line.startsWith("ours "))
        .findFirst()
        .orElse("");
  }

  private String command(String... args) throws IOException, InterruptedException {
    var line = new ArrayList<>(ProcessLauncher.consul().orElseThrow().command());
    line.add(args[0]);
    line.add("-http-addr=127.0.0.1:" + consul.ports().http());
    line.addAll(List.of(args).subList(1, args.length));
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }

  private String http(String method, String path) throws IOException {
    return new RawHttp(consul.httpUri(), Duration.ofSeconds(10))
        .send(RawRequest.of(method, path))
        .text();
  }

  private static String base64(Bytes key) {
    return Base64.getEncoder().encodeToString(key.array());
  }

  private static Bytes hex(String text) {
    return Bytes.owned(HexFormat.of().parseHex(text));
  }

  private static Bytes concat(Bytes... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part.array());
    }
    return Bytes.owned(out.toByteArray());
  }
}
