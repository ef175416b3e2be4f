package praetor.model.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Certificates and private keys of PEM text: PKCS 8, PKCS 1 (RSA) and SEC 1 (EC) keys.
 *
 * <p>Source: RFC 7468; RFC 5915; RFC 8017 appendix A.1.2.
 */
public final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_PREFIX = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte CURVE_TAG = (byte) 0xa0;

  private static final int LINE_CHARACTERS = 64;

  private Pem() {}

  /** A block with a line break at its end. */
  public static String text(String type, byte[] der) {
    byte[] newline = {'\n'};
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder(LINE_CHARACTERS, newline).encodeToString(der), type);
  }

  /** The content of the first block of a kind. */
  public static Optional<byte[]> block(String type, String text) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(type))
        .findFirst()
        .map(block -> decode(block.group(2)));
  }

  /** What the blocks of a text are, such as {@code CERTIFICATE}, in their order. */
  public static List<String> types(String text) {
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /**
   * All certificates of a text.
   *
   * @throws GeneralSecurityException there is none, or one is damaged
   */
  public static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var certificates = new ArrayList<X509Certificate>();
    var blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).equals("CERTIFICATE")) {
        var der = new ByteArrayInputStream(decode(blocks.group(2)));
        certificates.add((X509Certificate) factory.generateCertificate(der));
      }
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate found in PEM text");
    }
    return certificates;
  }

  /** The first private key of a text. */
  public static PrivateKey privateKey(String text) throws GeneralSecurityException {
    var blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      byte[] der = decode(blocks.group(2));
      var key =
          switch (blocks.group(1)) {
            case "PRIVATE KEY" -> Optional.of(der);
            case "RSA PRIVATE KEY" -> Optional.of(pkcs8(RSA, der));
            case "EC PRIVATE KEY" ->
                Optional.of(pkcs8(tagged(SEQUENCE, EC_PREFIX, curve(der)), der));
            default -> Optional.<byte[]>empty();
          };
      if (key.isPresent()) {
        return parse(key.get());
      }
    }
    throw new GeneralSecurityException("no private key found in PEM text");
  }

  private static PrivateKey parse(byte[] pkcs8) throws GeneralSecurityException {
    for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
      var key = keyOf(algorithm, pkcs8);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new GeneralSecurityException("the private key is neither EC nor RSA nor EdDSA");
  }

  private static Optional<PrivateKey> keyOf(String algorithm, byte[] pkcs8)
      throws GeneralSecurityException {
    try {
      var spec = new PKCS8EncodedKeySpec(pkcs8);
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
    } catch (InvalidKeySpecException anotherAlgorithm) {
      return Optional.empty();
    }
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, VERSION_0, algorithm, tagged(OCTETS, key));
  }

  /** The object identifier in the {@code [0]} parameters of an EC key. */
  private static byte[] curve(byte[] ecKey) throws GeneralSecurityException {
    for (int i = 0; i + 3 < ecKey.length; i++) {
      if (ecKey[i] == CURVE_TAG && ecKey[i + 2] == 6 && ecKey[i + 1] == ecKey[i + 3] + 2) {
        var found = new byte[ecKey[i + 1]];
        System.arraycopy(ecKey, i + 2, found, 0, Math.min(found.length, ecKey.length - i - 2));
        return found;
      }
    }
    throw new GeneralSecurityException("the EC key does not name its curve");
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 128) {
      int bytes = length > 0xff ? 2 : 1;
      out.write(0x80 | bytes);
      if (bytes == 2) {
        out.write(length >> 8);
      }
    }
    out.write(length & 0xff);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] decode(String base64) {
    // The MIME decoder skips what is not of the alphabet, and refuses a cut-off end.
    return Base64.getMimeDecoder().decode(base64);
  }
}
