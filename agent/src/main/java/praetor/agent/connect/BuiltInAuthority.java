package praetor.agent.connect;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import praetor.model.Bytes;
import praetor.model.codec.TimeCodec;
import praetor.model.connect.CaProviderState;
import praetor.model.connect.CaRoot;
import praetor.model.connect.IssuedCert;
import praetor.model.connect.SpiffeId;
import praetor.model.tls.AlternativeNames;
import praetor.model.tls.DistinguishedName;
import praetor.model.tls.EcKeys;
import praetor.model.tls.Extensions;
import praetor.model.tls.Pem;
import praetor.model.tls.SignedCertificate;

/**
 * An authority that needs nothing but a key in the state. Source: certificates that Consul 1.21.4
 * makes.
 */
public final class BuiltInAuthority {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
  private static final String NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int NAME_LENGTH = 8;

  /** How much of the cluster's id is in the name of its authority. */
  private static final int CLUSTER_LENGTH = 8;

  /** Clocks differ: a certificate begins so long before it is made. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private BuiltInAuthority() {}

  /** A new authority: what everybody may know, and its secret. */
  public record Created(CaRoot root, CaProviderState secret) {}

  /**
   * Makes an authority.
   *
   * @param serial of its certificate
   */
  public static Created create(
      String clusterId, long serial, Instant now, Duration validity, RandomGenerator random)
      throws GeneralSecurityException {
    var keys = EcKeys.generate();
    byte[] keyId = SignedCertificate.keyId(keys.getPublic());
    var name =
        DistinguishedName.of(
            "pri-%s.consul.ca.%s.consul"
                .formatted(word(random), clusterId.substring(0, CLUSTER_LENGTH)));
    var start = now.truncatedTo(ChronoUnit.SECONDS);
    byte[] certificate =
        SignedCertificate.sign(
            new SignedCertificate.Content(
                BigInteger.valueOf(serial),
                name,
                start,
                validity,
                name,
                keys.getPublic(),
                new Extensions()
                    .authority()
                    .keys(keyId, keyId)
                    .uri("spiffe://" + clusterId + ".consul")),
            keys.getPrivate());
    var pem = Pem.text("CERTIFICATE", certificate);
    var id = COLONS.formatHex(digest("SHA-1", certificate));
    var root =
        new CaRoot(
            id,
            "Consul CA Primary Cert",
            serial,
            COLONS.formatHex(keyId),
            clusterId,
            start,
            start.plus(validity),
            pem,
            List.of(),
            "",
            "",
            true,
            TimeCodec.YEAR_1,
            "ec",
            256,
            0,
            0);
    return new Created(root, new CaProviderState(secretId(pem), EcKeys.pem(keys), pem, "", 0, 0));
  }

  private static String word(RandomGenerator random) {
    var word = new StringBuilder();
    for (int i = 0; i < NAME_LENGTH; i++) {
      word.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
    }
    return word.toString();
  }

  private static String secretId(String pem) throws GeneralSecurityException {
    return COLONS.formatHex(digest("SHA-256", pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] digest(String algorithm, byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance(algorithm).digest(bytes);
  }

  /**
   * What is to be signed.
   *
   * @param serial given to no other certificate; it is the index of the certificate too
   */
  public record Asked(PublicKey key, SpiffeId id, AlternativeNames names, long serial) {
    String uri() {
      return names.uris().getFirst();
    }
  }

  /** Signs a certificate for a service or an agent. */
  public static IssuedCert sign(CaProviderState secret, Asked asked, Instant now, Duration validity)
      throws GeneralSecurityException {
    boolean between = !secret.intermediateCert().isEmpty();
    var signer = certificate(between ? secret.intermediateCert() : secret.rootCert());
    var start = now.truncatedTo(ChronoUnit.SECONDS).minus(CLOCK_SKEW);
    var serial = BigInteger.valueOf(asked.serial());
    byte[] certificate =
        SignedCertificate.sign(
            new SignedCertificate.Content(
                serial,
                Bytes.owned(signer.getSubjectX500Principal().getEncoded()),
                start,
                validity,
                DistinguishedName.EMPTY,
                asked.key(),
                new Extensions()
                    .meshLeaf()
                    .keys(
                        SignedCertificate.keyId(asked.key()),
                        SignedCertificate.keyId(signer.getPublicKey()))
                    .criticalNames(asked.names())),
            Pem.privateKey(secret.privateKey()));
    var pem = Pem.text("CERTIFICATE", certificate);
    return new IssuedCert(
        COLONS.formatHex(serial.toByteArray()).toLowerCase(Locale.ROOT),
        between ? pem + secret.intermediateCert() : pem,
        "",
        asked.id() instanceof SpiffeId.Service(_, _, _, var service) ? service : "",
        asked.id() instanceof SpiffeId.Service ? asked.uri() : "",
        asked.id() instanceof SpiffeId.Agent(_, _, var node) ? node : "",
        asked.id() instanceof SpiffeId.Agent ? asked.uri() : "",
        "",
        "",
        "",
        start,
        start.plus(validity),
        asked.serial(),
        asked.serial());
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return Pem.certificates(pem).getFirst();
  }
}
