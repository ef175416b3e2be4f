package praetor.registrator.backend;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import praetor.client.AgentAddress;
import praetor.client.ClientConfig;
import praetor.client.ConsulClient;
import praetor.client.Environment;
import praetor.client.TlsOptions;

/** Makes the client of an agent from a URI and Consul's variables for tokens and certificates. */
final class ConsulAccess {
  private static final String USUAL = "127.0.0.1:8500";
  private static final String TLS = "-tls";

  private ConsulAccess() {}

  static ConsulClient client(RegistryUri uri, Map<String, String> variables) throws IOException {
    var environment = new Environment(variables);
    boolean tls = uri.scheme().endsWith(TLS);
    var address =
        uri.isUnix()
            ? new AgentAddress.Unix(uri.authority())
            : AgentAddress.parse(uri.authorityOr(USUAL), tls);
    return ConsulClient.create(
        new ClientConfig(
            address,
            tls ? tls(environment) : TlsOptions.DEFAULT,
            environment.value("HTTP_TOKEN"),
            environment.value("HTTP_AUTH"),
            Optional.empty(),
            Optional.empty()));
  }

  private static TlsOptions tls(Environment environment) {
    return new TlsOptions(
        environment.value("CACERT"),
        environment.value("CAPATH"),
        environment.value("CLIENT_CERT"),
        environment.value("CLIENT_KEY"),
        environment.value("TLS_SERVER_NAME"),
        environment.bool("HTTP_SSL_VERIFY").orElse(true));
  }

  /** The line that tells who leads. */
  static Optional<String> leader(ConsulClient client) throws IOException {
    // Two blanks, as registrators have it.
    return Optional.of("consul: current leader  " + client.leader());
  }
}
