package praetor.snapshot.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import praetor.client.Environment;
import praetor.model.Bytes;

/** The secret that snapshots are sealed with. Each file gets a key of its own made from it. */
public sealed interface SealKey {
  /** What all keys have: AES-256. */
  int KEY_BYTES = 32;

  /** The header's word for how the file's key is made. */
  String kdf();

  /** How often the function is repeated; 1 where there is nothing to slow down. */
  int rounds();

  /** Makes the key of a file. */
  Bytes derive(Bytes salt, int rounds) throws GeneralSecurityException;

  /** 256 random bits, which need no slowing down. */
  record Raw(Bytes secret) implements SealKey {
    static final String KDF = "hmac-sha256";

    @Override
    public String kdf() {
      return KDF;
    }

    @Override
    public int rounds() {
      return 1;
    }

    @Override
    public Bytes derive(Bytes salt, int rounds) throws GeneralSecurityException {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.array(), "HmacSHA256"));
      return Bytes.owned(mac.doFinal(salt.array()));
    }

    @Override
    public String toString() {
      return "key file";
    }
  }

  /** Something that people can type. */
  record Passphrase(String text) implements SealKey {
    static final String KDF = "pbkdf2-hmac-sha256";

    /** Source: OWASP's password storage cheat sheet, PBKDF2-HMAC-SHA256. */
    static final int ROUNDS = 600_000;

    @Override
    public String kdf() {
      return KDF;
    }

    @Override
    public int rounds() {
      return ROUNDS;
    }

    @Override
    public Bytes derive(Bytes salt, int rounds) throws GeneralSecurityException {
      var spec = new PBEKeySpec(text.toCharArray(), salt.array(), rounds, KEY_BYTES * Byte.SIZE);
      try {
        return Bytes.owned(
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
      } finally {
        spec.clearPassword();
      }
    }

    @Override
    public String toString() {
      return "passphrase";
    }
  }

  /**
   * The key in a file: 32 bytes, or as many in hexadecimal digits or Base64; 16 to 31 random bytes
   * are too few.
   */
  static SealKey ofKeyFile(Path file) throws IOException {
    var bytes = read(file);
    if (bytes.length == KEY_BYTES) {
      return new Raw(Bytes.owned(bytes));
    }
    var text = new String(bytes, StandardCharsets.UTF_8).strip();
    try {
      var decoded =
          text.matches("[0-9a-fA-F]{64}")
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text);
      if (decoded.length == KEY_BYTES) {
        return new Raw(Bytes.owned(decoded));
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below, as any other content.
      Arrays.fill(bytes, (byte) 0);
    }
    throw new IOException(
        "key file " + file + " has to hold 32 bytes, plain, in hexadecimal digits or in Base64");
  }

  /** The passphrase in a file, without the line's end. */
  static SealKey ofPassphraseFile(Path file) throws IOException {
    return ofPassphrase(new String(read(file), StandardCharsets.UTF_8).stripTrailing());
  }

  static SealKey ofPassphrase(String text) throws IOException {
    if (text.isEmpty()) {
      throw new IOException("the passphrase is empty");
    }
    return new Passphrase(text);
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new IOException(Environment.openFailure(file.toString(), failure), failure);
    }
  }
}
