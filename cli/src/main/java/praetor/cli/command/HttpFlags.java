package praetor.cli.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import praetor.client.AgentAddress;
import praetor.client.ClientConfig;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.Environment;
import praetor.client.Query;
import praetor.client.TlsOptions;

/** Flags of every command that calls an agent; each falls back to its environment variable. */
public final class HttpFlags {

  private final Flag<String> address;
  private final Flag<String> token;
  private final Flag<String> tokenFile;
  private final Flag<String> caFile;
  private final Flag<String> caPath;
  private final Flag<String> clientCert;
  private final Flag<String> clientKey;
  private final Flag<String> serverName;
  private final Optional<Flag<String>> datacenter;
  private final Optional<Flag<Boolean>> stale;
  private Optional<Flag<String>> namespace = Optional.empty();
  private Optional<Flag<String>> partition = Optional.empty();

  private HttpFlags(Flags flags, boolean server) {
    address =
        flags.text(
            "http-addr",
            "Address of the agent: host:port, http://, https:// or unix://path. Default"
                + " 127.0.0.1:8500; variable CONSUL_HTTP_ADDR.");
    token = flags.text("token", "ACL token of the request; variable CONSUL_HTTP_TOKEN.");
    tokenFile =
        flags.text(
            "token-file",
            "File that holds the ACL token, taken before -token; variable CONSUL_HTTP_TOKEN_FILE.");
    caFile =
        flags.text("ca-file", "Certificates of trusted authorities (PEM); variable CONSUL_CACERT.");
    caPath = flags.text("ca-path", "Folder of such certificates; variable CONSUL_CAPATH.");
    clientCert =
        flags.text("client-cert", "Certificate to show (PEM); variable CONSUL_CLIENT_CERT.");
    clientKey = flags.text("client-key", "Its private key (PEM); variable CONSUL_CLIENT_KEY.");
    serverName =
        flags.text(
            "tls-server-name",
            "Name expected in the agent's certificate; variable CONSUL_TLS_SERVER_NAME.");
    datacenter =
        server
            ? Optional.of(flags.text("datacenter", "Datacenter to ask instead of the agent's own."))
            : Optional.empty();
    stale =
        server
            ? Optional.of(flags.bool("stale", "Let any server answer, not only the leader."))
            : Optional.empty();
  }

  /** Flags of a command that asks the agent itself. */
  public static HttpFlags client(Flags flags) {
    return new HttpFlags(flags, false);
  }

  /** Flags of a command whose question goes to the servers. */
  public static HttpFlags server(Flags flags) {
    return new HttpFlags(flags, true);
  }

  public HttpFlags namespace(Flags flags) {
    namespace = Optional.of(flags.text("namespace", "Namespace of the request (Enterprise)."));
    return this;
  }

  public HttpFlags partition(Flags flags) {
    partition =
        Optional.of(flags.text("partition", "Admin partition of the request (Enterprise)."));
    return this;
  }

  /** Parameters of {@code -datacenter} and {@code -stale}. */
  public Query query() {
    var query = Query.NONE.and("dc", datacenter.flatMap(HttpFlags::filled));
    return stale.isPresent() && stale.get().value() ? query.and("stale", "") : query;
  }

  /** The datacenter to ask; empty for the agent's own. */
  public String datacenter() {
    return datacenter.map(Flag::value).orElse("");
  }

  public boolean stale() {
    return stale.map(Flag::value).orElse(false);
  }

  /**
   * The client that these flags and the environment describe.
   *
   * @throws ClientException they describe none
   */
  public ConsulClient client(Terminal terminal) throws ClientException {
    var environment = new Environment(terminal.environment());
    warn(environment, "HTTP_SSL", terminal);
    warn(environment, "HTTP_SSL_VERIFY", terminal);
    return ConsulClient.create(config(environment));
  }

  /** The same client, its failure in the words of most commands. */
  public ConsulClient connect(Terminal terminal) throws CommandException {
    try {
      return client(terminal);
    } catch (ClientException unusable) {
      throw new CommandException("Error connecting to Consul agent: " + unusable.getMessage());
    }
  }

  private ClientConfig config(Environment environment) throws ClientException {
    var file = either(tokenFile, environment, "HTTP_TOKEN_FILE");
    var fromFile =
        file.isPresent() ? Optional.of(Environment.tokenOf(file.get())) : Optional.<String>empty();
    return new ClientConfig(
        AgentAddress.parse(
            either(address, environment, "HTTP_ADDR").orElse("127.0.0.1:8500"),
            environment.bool("HTTP_SSL").orElse(false)),
        tls(environment),
        fromFile.filter(t -> !t.isEmpty()).or(() -> either(token, environment, "HTTP_TOKEN")),
        environment.value("HTTP_AUTH"),
        namespace.flatMap(HttpFlags::filled).or(() -> environment.value("NAMESPACE")),
        partition.flatMap(HttpFlags::filled).or(() -> environment.value("PARTITION")));
  }

  private TlsOptions tls(Environment environment) {
    return new TlsOptions(
        either(caFile, environment, "CACERT"),
        either(caPath, environment, "CAPATH"),
        either(clientCert, environment, "CLIENT_CERT"),
        either(clientKey, environment, "CLIENT_KEY"),
        either(serverName, environment, "TLS_SERVER_NAME"),
        environment.bool("HTTP_SSL_VERIFY").orElse(true));
  }

  private static Optional<String> either(Flag<String> flag, Environment environment, String name) {
    return filled(flag).or(() -> environment.value(name));
  }

  private static Optional<String> filled(Flag<String> flag) {
    return Optional.of(flag.value()).filter(value -> !value.isEmpty());
  }

  /** Consul 1.21.4 reads its environment twice, and says so twice. */
  private static void warn(Environment environment, String name, Terminal terminal) {
    environment
        .fault(name)
        .ifPresent(
            why -> {
              var line =
                  "%s [WARN]  consul-api: could not parse CONSUL_%s: error=\"%s\"\n"
                      .formatted(
                          Instant.now().truncatedTo(ChronoUnit.MILLIS),
                          name,
                          why.replace("\"", "\\\""));
              terminal.err().print(line + line);
            });
  }
}
