package praetor.gossip.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import praetor.model.Bytes;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/** Packets and streams recorded from Consul 1.21.4. */
public final class WireVectors {
  public static final Keyring K1 =
      new Keyring(List.of(hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")));
  public static final Keyring K2 = new Keyring(List.of(hex("6465666768696a6b6c6d6e6f70717273")));

  private WireVectors() {}

  public static Stream<JsonNode> entries(String file) {
    var root = read(file);
    var list = root.isArray() ? root : root.path("entries");
    return list.valueStream();
  }

  private static JsonNode read(String file) {
    try (var in = WireVectors.class.getResourceAsStream("/wire/" + file + ".json")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonText.parse(text).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Bytes hex(String text) {
    return Bytes.owned(HexFormat.of().parseHex(text));
  }

  static Keyring keyring(String name) {
    return switch (name) {
      case "K1" -> K1;
      case "K2" -> K2;
      default -> Keyring.NONE;
    };
  }

  static PacketCodec packets(Keyring keyring) {
    return new PacketCodec(WireOptions.DEFAULT, keyring, new SplittableRandom(1));
  }

  static StreamCodec streams(Keyring keyring) {
    return new StreamCodec(WireOptions.DEFAULT, keyring, new SplittableRandom(1));
  }
}
