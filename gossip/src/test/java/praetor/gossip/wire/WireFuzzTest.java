package praetor.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.testkit.RandomTest;

/** Whatever comes from the network is read or refused, and nothing else happens. */
class WireFuzzTest {
  private static final List<byte[]> SEEDS =
      List.of("gossip-udp", "gossip-tcp", "gossip-encrypted", "gossip-constructed").stream()
          .flatMap(WireVectors::entries)
          .flatMap(
              entry ->
                  List.of(entry.path("hex").asString(), entry.path("plain_hex").asString(""))
                      .stream())
          .map(hex -> HexFormat.of().parseHex(hex))
          .toList();

  /** A recorded packet with a few bytes changed, cut or doubled; or noise. */
  static byte[] mutant(RandomGenerator random) {
    if (random.nextInt(8) == 0) {
      var noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    var bytes = SEEDS.get(random.nextInt(SEEDS.size())).clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 8)) : bytes;
  }

  @Test
  void packetsAreReadOrRefused() {
    RandomTest.of(20_000)
        .check(
            random -> {
              var keyring = random.nextBoolean() ? Keyring.NONE : WireVectors.K1;
              var codec =
                  new PacketCodec(
                      WireOptions.DEFAULT.withVerify(random.nextBoolean(), true), keyring, random);
              var bytes = mutant(random);
              try {
                assertThat(codec.decode(bytes, bytes.length).messages()).isNotNull();
              } catch (DecodeException e) {
                assertThat(e).hasMessageMatching("(?s).+");
              }
            });
  }

  @Test
  void streamsAreReadOrRefused() {
    RandomTest.of(20_000)
        .check(
            random -> {
              var keyring = random.nextBoolean() ? Keyring.NONE : WireVectors.K1;
              var codec =
                  new StreamCodec(
                      WireOptions.DEFAULT.withVerify(random.nextBoolean(), true), keyring, random);
              var bytes = mutant(random);
              try {
                var framer = new StreamFramer();
                if (framer.feed(bytes, bytes.length)) {
                  assertThat(codec.decode(framer.message())).isNotNull();
                }
                assertThat(codec.decode(bytes)).isNotNull();
              } catch (DecodeException e) {
                assertThat(e).hasMessageMatching("(?s).+");
              }
            });
  }

  @Test
  void whatIsCompressedComesBack() {
    RandomTest.of(300)
        .check(
            random -> {
              var plain = new byte[random.nextInt(60_000)];
              int letters = 1 + random.nextInt(256);
              for (int i = 0; i < plain.length; i++) {
                plain[i] = (byte) random.nextInt(letters);
              }
              try {
                assertThat(Lzw.decompress(Lzw.compress(plain), plain.length)).isEqualTo(plain);
              } catch (DecodeException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void smallPacketThatStandsForALargeOneIsRefused() {
    var bomb = Compressed.write(new byte[1 << 20]);
    assertThat(bomb.length).isLessThan(4_096);
    assertThatThrownBy(() -> WireVectors.packets(Keyring.NONE).decode(bomb, bomb.length))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void streamThatStandsForTooMuchIsRefused() {
    var bomb = Compressed.write(new byte[33 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> WireVectors.streams(Keyring.NONE).decode(bomb))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("more than 33554432 bytes");
  }

  @Test
  void packetsThatHoldEachOtherEndlesslyAreRefused() throws DecodeException {
    var inner = HexFormat.of().parseHex("0b81a55365714e6f67");
    for (int i = 0; i < 20; i++) {
      inner = Compressed.write(inner);
    }
    var nested = inner;
    assertThatThrownBy(() -> WireVectors.packets(Keyring.NONE).decode(nested, nested.length))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void streamThatAnnouncesTooMuchIsRefusedBeforeItComes() {
    var head = HexFormat.of().parseHex("0a7fffffff");
    assertThatThrownBy(() -> new StreamFramer().feed(head, head.length))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void bothEncryptionVersionsComeBackWithEveryKeySize() {
    for (var size : List.of(16, 24, 32)) {
      for (var version : List.of(0, 1)) {
        var key = Bytes.owned(new byte[size]);
        var ring = new Keyring(List.of(key));
        var options = new WireOptions("pool", true, true, true, version);
        var random = new SplittableRandom(1);
        var packets = new PacketCodec(options, ring, random);
        var streams = new StreamCodec(options, ring, random);
        RandomTest.of(40)
            .seed(size)
            .check(
                drawn -> {
                  var payload = new byte[drawn.nextInt(100)];
                  drawn.nextBytes(payload);
                  var message = new Message.User(Bytes.owned(payload));
                  var sealed = packets.encode(List.of(MessageCodec.encode(message)), true);
                  var streamed = streams.encode(message);
                  try {
                    assertThat(packets.decode(sealed, sealed.length).messages())
                        .isEqualTo(List.of(message));
                    assertThat(streams.decode(streamed)).isEqualTo(message);
                    assertThat(new StreamFramer().feed(streamed, streamed.length)).isTrue();
                  } catch (DecodeException e) {
                    throw new AssertionError(e);
                  }
                });
      }
    }
  }

  @Test
  void oldKeysStillOpenAndUnknownOnesDoNot() throws DecodeException {
    var random = new SplittableRandom(1);
    var message = new Message.Nack(7);
    var old = new PacketCodec(WireOptions.DEFAULT, WireVectors.K2, random);
    var sealed = old.encode(List.of(MessageCodec.encode(message)), false);
    var both = WireVectors.K1.with(WireVectors.K2.keys().getFirst());
    assertThat(WireVectors.packets(both).decode(sealed, sealed.length).messages())
        .containsExactly(message);
    assertThatThrownBy(() -> WireVectors.packets(WireVectors.K1).decode(sealed, sealed.length))
        .hasMessage("No installed keys could decrypt the message");
  }

  @Test
  void anotherLabelIsRefused() {
    var mine = new WireOptions("mine", true, true, true, 1);
    var codec = new PacketCodec(mine, Keyring.NONE, new SplittableRandom(1));
    var labelled = codec.encode(List.of(MessageCodec.encode(new Message.Nack(1))), false);
    assertThatThrownBy(() -> WireVectors.packets(Keyring.NONE).decode(labelled, labelled.length))
        .hasMessageContaining("unacceptable label \"mine\"");
    var plain =
        WireVectors.packets(Keyring.NONE)
            .encode(List.of(MessageCodec.encode(new Message.Nack(1))), false);
    assertThatThrownBy(() -> codec.decode(plain, plain.length))
        .hasMessageContaining("unacceptable label \"\"");
  }

  @Test
  void poolOnItsWayToEncryptionTakesPlainText() throws DecodeException {
    var message = new Message.Nack(7);
    var plain =
        WireVectors.packets(Keyring.NONE).encode(List.of(MessageCodec.encode(message)), true);
    var ways = WireOptions.DEFAULT.withVerify(false, false);
    var migrating = new PacketCodec(ways, WireVectors.K1, new SplittableRandom(1));
    assertThat(migrating.decode(plain, plain.length).messages()).containsExactly(message);
    assertThat(migrating.encode(List.of(MessageCodec.encode(message)), true)).isEqualTo(plain);
    var streams = new StreamCodec(ways, WireVectors.K1, new SplittableRandom(1));
    var user = new Message.User(Bytes.utf8("hello"));
    assertThat(streams.decode(WireVectors.streams(Keyring.NONE).encode(user))).isEqualTo(user);
    assertThatThrownBy(() -> WireVectors.packets(WireVectors.K1).decode(plain, plain.length))
        .isInstanceOf(DecodeException.class);
  }
}
