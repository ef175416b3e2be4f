package praetor.model.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Keys on the curve P-256 and their form in files. Source: RFC 5915; RFC 5480. */
public final class EcKeys {

  private static final String CURVE = "secp256r1";
  private static final String CURVE_ID = "1.2.840.10045.3.1.7";
  private static final int FIELD_BYTES = 32;

  private EcKeys() {}

  public static KeyPair generate() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(CURVE));
    return generator.generateKeyPair();
  }

  /** {@code EC PRIVATE KEY}, as Consul's files hold it. */
  public static String pem(KeyPair pair) {
    var secret = ((ECPrivateKey) pair.getPrivate()).getS();
    var point = ((ECPublicKey) pair.getPublic()).getW();
    byte[] uncompressed = new byte[1 + 2 * FIELD_BYTES];
    uncompressed[0] = 4;
    System.arraycopy(fixed(point.getAffineX()), 0, uncompressed, 1, FIELD_BYTES);
    System.arraycopy(fixed(point.getAffineY()), 0, uncompressed, 1 + FIELD_BYTES, FIELD_BYTES);
    return Pem.text(
        "EC PRIVATE KEY",
        Der.sequence(
            Der.integer(BigInteger.ONE),
            Der.octets(fixed(secret)),
            Der.explicit(0, Der.objectId(CURVE_ID)),
            Der.explicit(1, Der.bits(0, uncompressed))));
  }

  /** Big-endian, padded or cut to the size of the field. */
  private static byte[] fixed(BigInteger number) {
    byte[] digits = number.toByteArray();
    byte[] fixed = new byte[FIELD_BYTES];
    int count = Math.min(digits.length, FIELD_BYTES);
    System.arraycopy(digits, digits.length - count, fixed, FIELD_BYTES - count, count);
    return fixed;
  }
}
