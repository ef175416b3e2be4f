package praetor.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import praetor.model.DecodeException;
import tools.jackson.databind.JsonNode;

/** What Consul 1.21.4 sent is read, and written again byte for byte. */
class WireVectorsTest {
  @TestFactory
  Stream<DynamicTest> readsAndRewritesEveryPacket() {
    return Stream.of("gossip-udp", "gossip-encrypted")
        .flatMap(WireVectors::entries)
        .filter(entry -> entry.path("transport").asString().startsWith("udp"))
        .map(entry -> DynamicTest.dynamicTest(entry.path("name").asString(), () -> packet(entry)));
  }

  private static void packet(JsonNode entry) throws DecodeException {
    var keyring = WireVectors.keyring(entry.path("key").asString(""));
    var packet = WireVectors.hex(entry.path("hex").asString());
    var decoded = WireVectors.packets(keyring).decode(packet.array(), packet.length());
    assertThat(decoded.errors()).isEmpty();
    assertThat(names(decoded.messages())).isEqualTo(names(entry.path("decoded")));
    var parts = decoded.messages().stream().map(MessageCodec::encode).toList();
    var plain = WireVectors.packets(Keyring.NONE).encode(parts, hasCrc(entry.path("decoded")));
    assertThat(WireVectors.hex(hexOf(plain))).isEqualTo(WireVectors.hex(expected(entry)));
  }

  private static String hexOf(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean hasCrc(JsonNode decoded) {
    return decoded.path("type").asString().equals("crc") && !isCompressed(decoded);
  }

  private static boolean isCompressed(JsonNode decoded) {
    return !compressedPlain(decoded).isEmpty();
  }

  private static String compressedPlain(JsonNode decoded) {
    return decoded.path("type").asString().equals("compress")
        ? decoded.path("plain_hex").asString()
        : decoded.has("inner") && decoded.path("type").asString().equals("crc")
            ? compressedPlain(decoded.path("inner"))
            : "";
  }

  // Compressed messages are compared as they were before.
  private static String expected(JsonNode entry) {
    var decoded = entry.path("decoded");
    if (isCompressed(decoded)) {
      return compressedPlain(decoded);
    }
    return entry.has("plain_hex")
        ? entry.path("plain_hex").asString()
        : entry.path("hex").asString();
  }

  private static List<String> names(List<Message> messages) {
    return messages.stream()
        .map(
            message ->
                switch (message) {
                  case Message.Ping _ -> "ping";
                  case Message.IndirectPing _ -> "indirect-ping";
                  case Message.Ack _ -> "ack";
                  case Message.Nack _ -> "nack";
                  case Message.Suspect _ -> "suspect";
                  case Message.Alive _ -> "alive";
                  case Message.Dead _ -> "dead";
                  case Message.User _ -> "user";
                })
        .toList();
  }

  private static List<String> names(JsonNode decoded) {
    var found = new ArrayList<String>();
    switch (decoded.path("type").asString()) {
      case "crc", "compress" -> found.addAll(names(decoded.path("inner")));
      case "compound" -> decoded.path("parts").forEach(part -> found.addAll(names(part)));
      case String other -> found.add(other);
    }
    return found;
  }

  @TestFactory
  Stream<DynamicTest> readsAndRewritesEveryStream() {
    return Stream.of("gossip-tcp", "gossip-encrypted")
        .flatMap(WireVectors::entries)
        .filter(entry -> entry.path("transport").asString().startsWith("tcp"))
        .map(entry -> DynamicTest.dynamicTest(entry.path("name").asString(), () -> stream(entry)));
  }

  private static void stream(JsonNode entry) throws DecodeException {
    var keyring = WireVectors.keyring(entry.path("key").asString(""));
    var bytes = WireVectors.hex(entry.path("hex").asString()).array();
    assertThat(framed(bytes)).isEqualTo(bytes);
    var message = WireVectors.streams(keyring).decode(bytes);
    var plainOptions = new WireOptions("", true, true, false, 1);
    var plain = new StreamCodec(plainOptions, Keyring.NONE, new SplittableRandom(1));
    var again = plain.encode(message);
    assertThat(framed(again)).isEqualTo(again);
    assertThat(hexOf(again)).isEqualTo(compressedPlain(entry.path("decoded")));
    assertThat(WireVectors.streams(keyring).decode(WireVectors.streams(keyring).encode(message)))
        .isEqualTo(message);
  }

  // One byte at a time: the framer must not depend on how the network cuts.
  private static byte[] framed(byte[] bytes) throws DecodeException {
    var framer = new StreamFramer();
    for (int i = 0; i < bytes.length; i++) {
      assertThat(framer.feed(new byte[] {bytes[i]}, 1)).isEqualTo(i == bytes.length - 1);
    }
    return framer.message();
  }
}
