package praetor.snapshot.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.model.Bytes;

class SealedFileIT {
  private static final SealKey KEY = new SealKey.Raw(Bytes.owned(new byte[32]));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_000})
  void whatWasSealedComesBack(int length) throws IOException {
    var plain = new byte[length];
    new Random(4711).nextBytes(plain);
    assertThat(open(seal(plain, KEY), KEY)).isEqualTo(plain);
  }

  @Test
  void filesAreSealedAndKnownAsSuch() throws IOException {
    var plain = Files.writeString(folder.resolve("plain"), "secret of the datacenter");
    var sealed = folder.resolve("sealed");
    try (var channel =
        FileChannel.open(sealed, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      SealedFile.seal(plain, channel, KEY);
    }
    assertThat(SealedFile.isOne(sealed)).isTrue();
    assertThat(SealedFile.isOne(plain)).isFalse();
    assertThat(Files.readAllBytes(sealed)).asString().doesNotContain("secret");
    assertThat(SealedFile.header(sealed).json())
        .startsWith("{\"Cipher\":\"AES-256-GCM\",\"KDF\":\"hmac-sha256\"");
    try (var in = SealedFile.open(sealed, KEY)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("secret of the datacenter");
    }
  }

  @Test
  void aWrongKeyIsToldFromDamage() throws IOException {
    var sealed = seal(new byte[100], KEY);
    var other = new SealKey.Raw(Bytes.owned(Arrays.copyOf(new byte[] {1}, 32)));
    assertThatThrownBy(() -> open(sealed, other)).hasMessage("wrong key");
    assertThatThrownBy(() -> open(sealed, SealKey.ofPassphrase("x")))
        .hasMessageContaining("another kind of key");
  }

  @Test
  void aPassphraseOpensWhatItSealed() throws IOException {
    var sealed = seal(new byte[100], SealKey.ofPassphrase("correct horse"));
    assertThat(open(sealed, SealKey.ofPassphrase("correct horse"))).hasSize(100);
    assertThatThrownBy(() -> open(sealed, SealKey.ofPassphrase("battery staple")))
        .hasMessage("wrong key");
  }

  @Test
  void noByteCanBeChangedAndNoneCutOff() throws IOException {
    var sealed = seal(new byte[70_000], KEY);
    for (int at = 0; at < sealed.length; at += 997) {
      var changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> open(changed, KEY)).isInstanceOf(IOException.class);
      var cut = Arrays.copyOf(sealed, at);
      assertThatThrownBy(() -> open(cut, KEY)).isInstanceOf(IOException.class);
    }
    // Exactly behind the first chunk.
    var cut = Arrays.copyOf(sealed, sealed.length - (70_000 - 65_536) - 16);
    assertThatThrownBy(() -> open(cut, KEY)).hasMessageContaining("damaged or cut off");
    assertThatThrownBy(() -> open(Arrays.copyOf(sealed, sealed.length + 1), KEY))
        .isInstanceOf(SealException.class);
  }

  @Test
  void keyFilesAreReadInThreeForms() throws IOException {
    var bytes = new byte[32];
    new Random(7).nextBytes(bytes);
    var expected = new SealKey.Raw(Bytes.owned(bytes));
    assertThat(SealKey.ofKeyFile(Files.write(folder.resolve("a"), bytes))).isEqualTo(expected);
    var hex = HexFormat.of().formatHex(bytes) + "\n";
    assertThat(SealKey.ofKeyFile(Files.writeString(folder.resolve("b"), hex))).isEqualTo(expected);
    var base64 = Base64.getEncoder().encodeToString(bytes) + "\n";
    assertThat(SealKey.ofKeyFile(Files.writeString(folder.resolve("c"), base64)))
        .isEqualTo(expected);
    var bad = Files.writeString(folder.resolve("d"), "short");
    assertThatThrownBy(() -> SealKey.ofKeyFile(bad)).hasMessageContaining("has to hold 32 bytes");
    assertThatThrownBy(() -> SealKey.ofKeyFile(folder.resolve("none")))
        .hasMessageContaining("no such file or directory");
  }

  private static byte[] seal(byte[] plain, SealKey key) throws IOException {
    var out = new ByteArrayOutputStream();
    var sealing = SealedFile.sealing(out, key);
    sealing.write(plain);
    sealing.finish();
    return out.toByteArray();
  }

  private static byte[] open(byte[] sealed, SealKey key) throws IOException {
    try (var in = SealedFile.opening(new ByteArrayInputStream(sealed), key)) {
      return in.readAllBytes();
    }
  }
}
