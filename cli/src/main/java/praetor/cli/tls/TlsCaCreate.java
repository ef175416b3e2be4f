package praetor.cli.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.model.tls.DistinguishedName;
import praetor.model.tls.EcKeys;
import praetor.model.tls.Extensions;
import praetor.model.tls.SignedCertificate;

/** {@code tls ca create}: a new authority for the certificates of a cluster. */
public final class TlsCaCreate implements Command {

  private static final long FIVE_YEARS_DAYS = 1_825;

  private final Flags flags = new Flags();
  private final Flag<List<String>> additionalConstraints =
      flags.texts(
          "additional-name-constraint",
          "With -name-constraint: one more DNS name it may sign for; may be repeated.");
  private final Flag<String> clusterId =
      flags.text("cluster-id", "ID of the cluster, for a SPIFFE name in the certificate.");
  private final Flag<String> commonName =
      flags.text("common-name", "Common name instead of one with a random number.");
  private final Flag<Long> days =
      flags.integer("days", FIVE_YEARS_DAYS, "How many days it is valid; 1825 unless given.");
  private final Flag<String> domain =
      flags.text("domain", "consul", "DNS domain of the cluster; consul unless given.");
  private final Flag<Boolean> nameConstraint =
      flags.bool("name-constraint", "Let it sign only for names in the domain and for localhost.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "tls ca create [options]";
  }

  @Override
  public String description() {
    return "Makes a certificate authority in two files of the current folder: DOMAIN-agent-ca.pem"
        + " for all agents and DOMAIN-agent-ca-key.pem, to be kept secret.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var certificateFile = domain.value() + "-agent-ca.pem";
    var keyFile = domain.value() + "-agent-ca-key.pem";
    PemFile.refuseExisting(certificateFile);
    PemFile.refuseExisting(keyFile);
    try {
      var keys = EcKeys.generate();
      var serial = SignedCertificate.serial(new SecureRandom());
      var name =
          DistinguishedName.ofAuthority(
              commonName.value().isEmpty() ? "Consul Agent CA " + serial : commonName.value());
      var content =
          new SignedCertificate.Content(
              serial,
              name,
              Instant.now(),
              Duration.ofDays(days.value()),
              name,
              keys.getPublic(),
              extensions(SignedCertificate.keyId(keys.getPublic())));
      PemFile.writeCertificate(
          certificateFile, SignedCertificate.sign(content, keys.getPrivate()), terminal);
      PemFile.writeKey(keyFile, EcKeys.pem(keys), terminal);
      return 0;
    } catch (GeneralSecurityException failure) {
      throw new CommandException(String.valueOf(failure.getMessage()));
    }
  }

  private Extensions extensions(byte[] keyId) {
    var extensions = new Extensions().authority().keys(keyId, keyId);
    if (!clusterId.value().isEmpty()) {
      extensions.uri("spiffe://" + clusterId.value() + "." + domain.value());
    }
    if (nameConstraint.value()) {
      var permitted = new ArrayList<>(additionalConstraints.value());
      permitted.add(domain.value());
      permitted.add("localhost");
      extensions.permitted(permitted);
    }
    return extensions;
  }
}
