package praetor.cli.tls;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.model.tls.DistinguishedName;
import praetor.model.tls.EcKeys;
import praetor.model.tls.Extensions;
import praetor.model.tls.SignedCertificate;

/** {@code tls cert create}: a certificate for a server, a client agent or the command line. */
public final class TlsCertCreate implements Command {

  private static final long ONE_YEAR_DAYS = 365;
  private static final String SERVER_WARNING =
      """
      ==> WARNING: Server Certificates grants authority to become a
          server and access all state in the cluster including root keys
          and all ACL tokens. Do not distribute them to production hosts
          that are not server nodes. Store them as securely as CA keys.
      """;

  private final Flags flags = new Flags();
  private final Flag<List<String>> additionalNames =
      flags.texts("additional-dnsname", "One more DNS name; may be repeated.");
  private final Flag<List<String>> additionalAddresses =
      flags.texts("additional-ipaddress", "One more IP address; may be repeated.");
  private final Flag<String> ca =
      flags.text("ca", "The authority's certificate; DOMAIN-agent-ca.pem unless given.");
  private final Flag<Boolean> cli = flags.bool("cli", "For the command line.");
  private final Flag<Boolean> client = flags.bool("client", "For a client agent.");
  private final Flag<Long> days =
      flags.integer("days", ONE_YEAR_DAYS, "How many days it is valid; 365 unless given.");
  private final Flag<String> datacenter =
      flags.text("dc", "dc1", "Datacenter of the agent; dc1 unless given.");
  private final Flag<String> domain =
      flags.text("domain", "consul", "DNS domain of the cluster; consul unless given.");
  private final Flag<String> key =
      flags.text("key", "The authority's key; DOMAIN-agent-ca-key.pem unless given.");
  private final Flag<String> node =
      flags.text("node", "With -server: name of the node, to be one more DNS name.");
  private final Flag<Boolean> server = flags.bool("server", "For a server.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "tls cert create [options]";
  }

  @Override
  public String description() {
    return "Makes a key and a certificate signed by the authority of tls ca create, in two files of"
        + " the current folder: DC-KIND-DOMAIN-N.pem and DC-KIND-DOMAIN-N-key.pem.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (Stream.of(server, client, cli).filter(Flag::value).count() != 1) {
      throw new CommandException("Please provide either -server, -client, or -cli");
    }
    if (!node.value().isEmpty() && !server.value()) {
      throw new CommandException("-node requires -server");
    }
    var caFile = ca.value().isEmpty() ? domain.value() + "-agent-ca.pem" : ca.value();
    var caKeyFile = key.value().isEmpty() ? domain.value() + "-agent-ca-key.pem" : key.value();
    var caText = PemFile.read("Error reading CA: ", caFile);
    var caKeyText = PemFile.read("Error reading CA key: ", caKeyFile);
    if (server.value()) {
      terminal.out().print(SERVER_WARNING);
    }
    terminal.out().print("==> Using " + caFile + " and " + caKeyFile + "\n");
    try {
      create(Signer.parse(caText, caKeyText), terminal);
      return 0;
    } catch (GeneralSecurityException failure) {
      throw new CommandException(String.valueOf(failure.getMessage()));
    }
  }

  private void create(Signer signer, Terminal terminal)
      throws CommandException, GeneralSecurityException {
    var keys = EcKeys.generate();
    var extensions =
        new Extensions()
            .leaf(purposes())
            .keys(SignedCertificate.keyId(keys.getPublic()), signer.keyId())
            .names(names(), addresses());
    var content =
        new SignedCertificate.Content(
            SignedCertificate.serial(new SecureRandom()),
            signer.name(),
            Instant.now(),
            Duration.ofDays(days.value()),
            DistinguishedName.of(commonName()),
            keys.getPublic(),
            extensions);
    byte[] certificate = SignedCertificate.sign(content, signer.key());
    signer.check(parsed(certificate));
    var prefix = unusedPrefix();
    PemFile.writeCertificate(prefix + ".pem", certificate, terminal);
    PemFile.writeKey(prefix + "-key.pem", EcKeys.pem(keys), terminal);
  }

  private static X509Certificate parsed(byte[] certificate) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private String kind() {
    if (server.value()) {
      return "server";
    }
    return client.value() ? "client" : "cli";
  }

  private String commonName() {
    return kind() + "." + datacenter.value() + "." + domain.value();
  }

  private List<Extensions.Purpose> purposes() {
    if (cli.value()) {
      return List.of();
    }
    return server.value()
        ? List.of(Extensions.Purpose.SERVER, Extensions.Purpose.CLIENT)
        : List.of(Extensions.Purpose.CLIENT, Extensions.Purpose.SERVER);
  }

  private List<String> names() {
    var names = new ArrayList<>(additionalNames.value());
    names.removeIf(String::isEmpty);
    if (!node.value().isEmpty()) {
      names.add(node.value() + "." + commonName());
    }
    names.add(commonName());
    names.add("localhost");
    return names;
  }

  private List<InetAddress> addresses() throws CommandException {
    var addresses = new ArrayList<InetAddress>();
    for (var text : additionalAddresses.value()) {
      addresses.add(address(text));
    }
    if (!cli.value()) {
      addresses.add(address("127.0.0.1"));
    }
    return addresses;
  }

  /** Never asks a resolver: a name is refused. */
  private static InetAddress address(String text) throws CommandException {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException noAddress) {
      throw new CommandException("failed to parse certificate");
    }
  }

  /** The first number whose files are both free. */
  private String unusedPrefix() {
    var prefix = datacenter.value() + "-" + kind() + "-" + domain.value() + "-";
    int number = 0;
    while (Files.exists(Path.of(prefix + number + ".pem"))
        || Files.exists(Path.of(prefix + number + "-key.pem"))) {
      number++;
    }
    return prefix + number;
  }
}
