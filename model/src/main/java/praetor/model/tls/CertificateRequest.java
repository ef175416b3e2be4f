package praetor.model.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What asks an authority for a certificate: a key, and what it is to stand for. Source: RFC 2986;
 * RFC 2985 section 5.4.2.
 */
public record CertificateRequest(PublicKey key, AlternativeNames names) {
  private static final String TYPE = "CERTIFICATE REQUEST";
  private static final byte[] EXTENSION_REQUEST = Der.objectId("1.2.840.113549.1.9.14");
  private static final byte[] ALTERNATIVE_NAMES = Der.objectId("2.5.29.17");
  private static final int ATTRIBUTES = 0xa0;
  private static final int DNS = 0x82;
  private static final int URI = 0x86;
  private static final int IP = 0x87;

  /** A request for one URI in PEM form, signed with the key that it is for. */
  public static String create(KeyPair keys, String uri) throws GeneralSecurityException {
    return create(keys, AlternativeNames.uri(uri));
  }

  /** A request in PEM form, signed with the key that it is for. */
  public static String create(KeyPair keys, AlternativeNames names)
      throws GeneralSecurityException {
    var extensions = new Extensions().criticalNames(names).encoded();
    byte[] body =
        Der.sequence(
            Der.integer(BigInteger.ZERO),
            Der.sequence(),
            keys.getPublic().getEncoded(),
            Der.explicit(0, Der.sequence(EXTENSION_REQUEST, Der.set(extensions))));
    return Pem.text(TYPE, SignedCertificate.signed(body, keys.getPrivate()));
  }

  /**
   * Reads a request.
   *
   * @throws GeneralSecurityException one sentence: it is damaged, or not signed with its own key
   */
  public static CertificateRequest parse(String pem) throws GeneralSecurityException {
    byte[] der =
        Pem.block(TYPE, pem)
            .orElseThrow(() -> new GeneralSecurityException("no PEM-encoded data found"));
    var parts = only(DerReader.values(der)).parts();
    if (parts.size() != 3) {
      throw DerReader.damaged();
    }
    var body = parts.get(0);
    var fields = body.parts();
    if (fields.size() < 3) {
      throw DerReader.damaged();
    }
    var key = key(fields.get(2).encoded().array());
    if (!SignedCertificate.verifies(
        body.encoded().array(), parts.get(1).encoded().array(), parts.get(2).bits(), key)) {
      throw new GeneralSecurityException("x509: the request is not signed with its own key");
    }
    return new CertificateRequest(key, names(fields.subList(3, fields.size())));
  }

  private static DerReader.Value only(List<DerReader.Value> values)
      throws GeneralSecurityException {
    if (values.size() != 1) {
      throw DerReader.damaged();
    }
    return values.getFirst();
  }

  private static PublicKey key(byte[] encoded) throws GeneralSecurityException {
    var ec = key("EC", encoded);
    var found = ec.isPresent() ? ec : key("RSA", encoded);
    return found.orElseThrow(
        () -> new GeneralSecurityException("x509: unsupported key in a certificate request"));
  }

  private static Optional<PublicKey> key(String algorithm, byte[] encoded)
      throws GeneralSecurityException {
    try {
      var spec = new X509EncodedKeySpec(encoded);
      return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(spec));
    } catch (InvalidKeySpecException anotherAlgorithm) {
      return Optional.empty();
    }
  }

  private static AlternativeNames names(List<DerReader.Value> rest)
      throws GeneralSecurityException {
    var found = new ArrayList<DerReader.Value>();
    for (var attributes : rest) {
      if (attributes.tag() == ATTRIBUTES) {
        for (var attribute : attributes.parts()) {
          addNames(attribute.parts(), found);
        }
      }
    }
    var addresses = new ArrayList<InetAddress>();
    for (var name : found) {
      if (name.tag() == IP) {
        addresses.add(address(name.content().array()));
      }
    }
    return new AlternativeNames(texts(found, DNS), addresses, texts(found, URI));
  }

  private static List<String> texts(List<DerReader.Value> names, int kind) {
    return names.stream()
        .filter(name -> name.tag() == kind)
        .map(name -> name.content().utf8())
        .toList();
  }

  private static InetAddress address(byte[] bytes) throws GeneralSecurityException {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException ofAnotherLength) {
      throw new GeneralSecurityException(
          "x509: cannot parse IP address of length " + bytes.length, ofAnotherLength);
    }
  }

  /** Of an attribute: its id, and a set of values, here lists of extensions. */
  private static void addNames(List<DerReader.Value> attribute, List<DerReader.Value> names)
      throws GeneralSecurityException {
    if (attribute.size() != 2 || !is(attribute.get(0), EXTENSION_REQUEST)) {
      return;
    }
    for (var extension : only(attribute.get(1).parts()).parts()) {
      var fields = extension.parts();
      if (fields.size() >= 2 && is(fields.getFirst(), ALTERNATIVE_NAMES)) {
        names.addAll(only(DerReader.values(fields.getLast().content().array())).parts());
      }
    }
  }

  private static boolean is(DerReader.Value value, byte[] objectId) {
    return Arrays.equals(value.encoded().array(), objectId);
  }
}
