package praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import praetor.gossip.Output;
import praetor.gossip.swim.SwimConfig;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.MessageCodec;
import praetor.gossip.wire.PacketCodec;
import praetor.gossip.wire.WireOptions;
import praetor.gossip.wire.WireVectors;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.testkit.RandomTest;

/** A whole member under hostile packets. */
class SerfFuzzTest {
  private static final List<Bytes> SERF_SEEDS =
      List.of("gossip-udp", "gossip-encrypted").stream()
          .flatMap(WireVectors::entries)
          .filter(entry -> entry.path("transport").asString().startsWith("udp"))
          .flatMap(
              entry ->
                  userMessages(entry.path("hex").asString(), entry.path("key").asString(""))
                      .stream())
          .toList();

  private static List<Bytes> userMessages(String hex, String key) {
    var bytes = HexFormat.of().parseHex(hex);
    var keyring =
        switch (key) {
          case "K1" -> WireVectors.K1;
          case "K2" -> WireVectors.K2;
          default -> Keyring.NONE;
        };
    var codec = new PacketCodec(WireOptions.DEFAULT, keyring, new SplittableRandom(1));
    try {
      return codec.decode(bytes, bytes.length).messages().stream()
          .filter(Message.User.class::isInstance)
          .map(message -> ((Message.User) message).payload())
          .toList();
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void recordedMessagesAreWrittenAsTheyWereRead() throws DecodeException {
    assertThat(SERF_SEEDS).hasSizeGreaterThan(30);
    for (var seed : SERF_SEEDS) {
      assertThat(SerfCodec.encode(SerfCodec.decode(seed))).isEqualTo(seed);
    }
  }

  @Test
  void messagesAreReadOrRefused() {
    RandomTest.of(20_000)
        .check(
            random -> {
              try {
                assertThat(SerfCodec.decode(mutant(random))).isNotNull();
              } catch (DecodeException e) {
                assertThat(e.getMessage()).isNotNull();
              }
            });
  }

  private static Bytes mutant(RandomGenerator random) {
    var bytes = SERF_SEEDS.get(random.nextInt(SERF_SEEDS.size())).array().clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return Bytes.owned(bytes);
  }

  @Test
  void memberSurvivesEverythingThatMayArrive() {
    RandomTest.of(20)
        .check(
            random -> {
              var kinds = new int[1];
              var serf =
                  new Serf(
                      Serf.Settings.of(SwimConfig.LAN),
                      new Identity("c1", Endpoint.of("127.3.0.2", 8301), Map.of("role", "node")),
                      0,
                      random,
                      output -> kinds[0] += output instanceof Output.Note ? 0 : 1);
              serf.start();
              var from = Endpoint.of("127.3.0.1", 8301);
              for (int i = 0; i < 2_000; i++) {
                serf.advance(Duration.ofMillis(10).toNanos() * i);
                var packet = packet(random);
                serf.packet(from, packet, packet.length);
                serf.runDue();
              }
              assertThat(kinds[0]).isPositive();
              assertThat(serf.member("c1")).isPresent();
              assertThat(serf.members().size()).isLessThan(2_000);
            });
  }

  private static byte[] packet(RandomGenerator random) {
    var user = new Message.User(mutant(random));
    return new PacketCodec(WireOptions.DEFAULT, Keyring.NONE, random)
        .encode(List.of(MessageCodec.encode(user)), random.nextBoolean());
  }
}
