package praetor.cli.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import praetor.cli.command.CommandException;
import praetor.model.Bytes;
import praetor.model.tls.Pem;

/**
 * An authority read from its files.
 *
 * <p>Source: texts of Consul 1.21.4.
 */
record Signer(X509Certificate certificate, PrivateKey key) {

  private static final Set<String> KEY_TYPES =
      Set.of("EC PRIVATE KEY", "RSA PRIVATE KEY", "PRIVATE KEY");
  private static final String KEY_ID = "2.5.29.14";

  /** Octets within octets. */
  private static final int KEY_ID_HEAD_BYTES = 4;

  static Signer parse(String certificate, String key) throws CommandException {
    var type =
        PemFile.firstType(key).orElseThrow(() -> new CommandException("no PEM-encoded data found"));
    if (!KEY_TYPES.contains(type)) {
      throw new CommandException("unknown PEM block type for signing key: " + type);
    }
    if (PemFile.firstType(certificate).isEmpty()) {
      throw new CommandException("no PEM-encoded data found");
    }
    try {
      return new Signer(Pem.certificates(certificate).getFirst(), Pem.privateKey(key));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      throw new CommandException(String.valueOf(malformed.getMessage()));
    }
  }

  Bytes name() {
    return Bytes.owned(certificate.getSubjectX500Principal().getEncoded());
  }

  /** Empty when the certificate does not tell it. */
  byte[] keyId() {
    byte[] extension = certificate.getExtensionValue(KEY_ID);
    return extension == null
        ? new byte[0]
        : Arrays.copyOfRange(extension, KEY_ID_HEAD_BYTES, extension.length);
  }

  /** Refuses what nobody would accept: another key's signature, an authority out of date. */
  void check(X509Certificate signed) throws CommandException {
    try {
      signed.verify(certificate.getPublicKey());
    } catch (GeneralSecurityException another) {
      throw new CommandException(
          "failed to create certificate: x509: provided PrivateKey doesn't match parent's"
              + " PublicKey");
    }
    if (certificate.getBasicConstraints() < 0) {
      throw new CommandException(
          "x509: certificate signed by unknown authority (possibly because of \"x509: invalid"
              + " signature: parent certificate cannot sign this kind of certificate\" while trying"
              + " to verify candidate authority certificate \""
              + commonName()
              + "\")");
    }
    inTime(certificate);
    inTime(signed);
  }

  private static void inTime(X509Certificate certificate) throws CommandException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var begin = certificate.getNotBefore().toInstant();
    var end = certificate.getNotAfter().toInstant();
    if (Instant.now().isAfter(end) || now.isBefore(begin)) {
      throw new CommandException(
          "x509: certificate has expired or is not yet valid: current time %s is %s %s"
              .formatted(
                  now,
                  now.isBefore(begin) ? "before" : "after",
                  now.isBefore(begin) ? begin : end));
    }
  }

  private String commonName() {
    for (var part : certificate.getSubjectX500Principal().getName().split(",", -1)) {
      if (part.startsWith("CN=")) {
        return part.substring("CN=".length());
      }
    }
    return "";
  }
}
