package praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import praetor.gossip.Output;
import praetor.gossip.swim.SwimConfig;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.PacketCodec;
import praetor.gossip.wire.StreamCodec;
import praetor.gossip.wire.StreamFramer;
import praetor.gossip.wire.StreamMessage;
import praetor.gossip.wire.WireOptions;
import praetor.gossip.wire.WireVectors;
import praetor.model.DecodeException;
import tools.jackson.databind.JsonNode;

/** Hand-made packets are answered exactly where Consul 1.21.4 answered, and as it did. */
class ConstructedPacketsTest {
  private static final Endpoint TESTER = Endpoint.of("127.3.14.9", 9_999);

  private final List<Output> outputs = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> answersWhatConsulAnswers() {
    return WireVectors.entries("gossip-constructed")
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.path("name").asString(),
                    () -> {
                      outputs.clear();
                      if (entry.path("transport").asString("udp").startsWith("tcp")) {
                        stream(entry);
                      } else {
                        packet(entry);
                      }
                    }));
  }

  // Agent x1 has no key, agent x2 has K1.
  private static Keyring keyring(JsonNode entry) {
    return entry.path("name").asString().contains("encrypted") ? WireVectors.K1 : Keyring.NONE;
  }

  private Serf member(Keyring keyring) {
    boolean keyed = !keyring.isEmpty();
    var identity =
        new Identity(
            keyed ? "x2" : "x1",
            Endpoint.of(keyed ? "127.3.14.2" : "127.3.14.1", 8301),
            Map.of("role", "node"));
    var settings = Serf.Settings.of(SwimConfig.LAN).withKeyring(keyring);
    return new Serf(settings, identity, 0, new SplittableRandom(1), outputs::add);
  }

  private void packet(JsonNode entry) throws DecodeException {
    var keyring = keyring(entry);
    var serf = member(keyring);
    serf.start();
    var bytes = HexFormat.of().parseHex(entry.path("hex").asString());
    serf.packet(TESTER, bytes, bytes.length);
    serf.advance(Duration.ofSeconds(2).toNanos());
    serf.runDue();
    var expected = new ArrayList<String>();
    for (var reply : entry.path("outcome").path("replies")) {
      expected.addAll(answers(HexFormat.of().parseHex(reply.path("hex").asString()), keyring));
    }
    var actual = new ArrayList<String>();
    for (var output : outputs) {
      if (output instanceof Output.Packet(var to, var sent) && to.equals(TESTER)) {
        actual.addAll(answers(sent.array(), keyring));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static List<String> answers(byte[] packet, Keyring keyring) throws DecodeException {
    var codec = new PacketCodec(WireOptions.DEFAULT, keyring, new SplittableRandom(1));
    return codec.decode(packet, packet.length).messages().stream()
        .filter(message -> message instanceof Message.Ack || message instanceof Message.Nack)
        .map(
            message ->
                message instanceof Message.Ack(long sequence, _) ? "ack " + sequence : message + "")
        .toList();
  }

  private void stream(JsonNode entry) throws DecodeException {
    var keyring = keyring(entry);
    var serf = member(keyring);
    serf.start();
    var codec = new StreamCodec(WireOptions.DEFAULT, keyring, new SplittableRandom(1));
    var bytes = HexFormat.of().parseHex(entry.path("hex").asString());
    var reply = entry.path("outcome").path("reply_hex").asString("");
    var expected =
        reply.isEmpty()
            ? Optional.empty()
            : Optional.of(kind(codec.decode(HexFormat.of().parseHex(reply))));
    assertThat(ask(serf, codec, bytes).map(ConstructedPacketsTest::kind)).isEqualTo(expected);
  }

  // What the edge does with a stream.
  private Optional<StreamMessage> ask(Serf serf, StreamCodec codec, byte[] bytes) {
    try {
      assertThat(new StreamFramer().feed(bytes, bytes.length)).isTrue();
      if (!codec.isOfThisPool(bytes)) {
        return Optional.empty();
      }
      outputs.clear();
      serf.stream(1, codec.decode(bytes));
    } catch (DecodeException e) {
      return Optional.of(new StreamMessage.Failure(e.getMessage()));
    }
    return outputs.stream()
        .filter(Output.Answer.class::isInstance)
        .map(output -> ((Output.Answer) output).answer())
        .findFirst();
  }

  private static String kind(StreamMessage message) {
    return switch (message) {
      case StreamMessage.PushPull pushPull -> "push/pull of " + pushPull.nodes().size();
      case StreamMessage.Failure(String error) -> error;
      case Message.Ping _, Message.Ack _, Message.User _ -> message.toString();
    };
  }
}
