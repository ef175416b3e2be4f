package praetor.model.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import praetor.model.Bytes;

/** Makes X.509 certificates. Source: RFC 5280 section 4.1; RFC 5758; RFC 4055. */
public final class SignedCertificate {

  private static final BigInteger VERSION_3 = BigInteger.TWO;
  private static final int SERIAL_BITS = 128;

  /**
   * What a certificate says.
   *
   * @param issuer encoded name
   * @param subject encoded name
   */
  public record Content(
      BigInteger serial,
      Bytes issuer,
      Instant notBefore,
      Duration validity,
      Bytes subject,
      PublicKey key,
      Extensions extensions) {}

  private SignedCertificate() {}

  /** A random serial number. */
  public static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random);
  }

  /** Signs; returns the encoded certificate. */
  public static byte[] sign(Content content, PrivateKey signer) throws GeneralSecurityException {
    var algorithm = algorithm(signer);
    byte[] body =
        Der.sequence(
            Der.explicit(0, Der.integer(VERSION_3)),
            Der.integer(content.serial()),
            algorithm.encoded().array(),
            content.issuer().array(),
            Der.sequence(
                Der.time(content.notBefore()),
                Der.time(content.notBefore().plus(content.validity()))),
            content.subject().array(),
            content.key().getEncoded(),
            Der.explicit(3, content.extensions().encoded()));
    return signed(body, signer);
  }

  /** A body with its signature. */
  static byte[] signed(byte[] body, PrivateKey signer) throws GeneralSecurityException {
    var algorithm = algorithm(signer);
    var signature = Signature.getInstance(algorithm.name());
    signature.initSign(signer);
    signature.update(body);
    return Der.sequence(body, algorithm.encoded().array(), Der.bits(0, signature.sign()));
  }

  /**
   * Whether a key made a signature.
   *
   * @param algorithm as the signature's owner tells it
   * @throws GeneralSecurityException the algorithm is not known
   */
  static boolean verifies(byte[] body, byte[] algorithm, byte[] signature, PublicKey key)
      throws GeneralSecurityException {
    for (var known : List.of(ecdsa(256, 2), ecdsa(384, 3), ecdsa(512, 4), RSA)) {
      if (Arrays.equals(known.encoded().array(), algorithm)) {
        var check = Signature.getInstance(known.name());
        check.initVerify(key);
        check.update(body);
        return check.verify(signature);
      }
    }
    throw new GeneralSecurityException("x509: cannot verify signature: algorithm unimplemented");
  }

  /** The id that Consul gives a key: SHA-256 of its encoding. */
  public static byte[] keyId(PublicKey key) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
  }

  private record Algorithm(String name, Bytes encoded) {}

  private static final Algorithm RSA =
      new Algorithm(
          "SHA256withRSA",
          Bytes.owned(Der.sequence(Der.objectId("1.2.840.113549.1.1.11"), Der.NULL)));

  /** The hash is as strong as the curve. */
  private static Algorithm algorithm(PrivateKey key) throws GeneralSecurityException {
    return switch (key) {
      case ECKey ec -> {
        int bits = ec.getParams().getCurve().getField().getFieldSize();
        yield bits > 384 ? ecdsa(512, 4) : bits > 256 ? ecdsa(384, 3) : ecdsa(256, 2);
      }
      case RSAKey _ -> RSA;
      default -> throw new GeneralSecurityException("unsupported key " + key.getAlgorithm());
    };
  }

  private static Algorithm ecdsa(int hashBits, int last) {
    return new Algorithm(
        "SHA" + hashBits + "withECDSA",
        Bytes.owned(Der.sequence(Der.objectId("1.2.840.10045.4.3." + last))));
  }
}
