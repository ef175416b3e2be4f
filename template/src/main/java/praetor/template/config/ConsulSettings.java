package praetor.template.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.client.AgentAddress;
import praetor.client.ClientConfig;
import praetor.client.ClientException;
import praetor.client.Environment;
import praetor.client.TlsOptions;
import praetor.template.watch.Retry;

/**
 * How to reach the agent.
 *
 * @param auth user and password, a colon between them
 */
public record ConsulSettings(
    Optional<String> address,
    Optional<String> namespace,
    Optional<String> token,
    Optional<String> tokenFile,
    Optional<String> auth,
    Retry retry,
    Optional<Boolean> ssl,
    TlsOptions tls) {

  static ConsulSettings read(Block root) {
    // The older form names only the address.
    if (root.isText("consul")) {
      var address = root.text("consul").filter(a -> !a.isEmpty());
      return read(new Block("consul", Map.of(), new java.util.ArrayList<>()), address);
    }
    var block = root.block("consul");
    return read(block, block.text("address").filter(a -> !a.isEmpty()));
  }

  private static ConsulSettings read(Block block, Optional<String> address) {
    var ssl = block.block("ssl");
    var sslGiven = block.has("ssl");
    var settings =
        new ConsulSettings(
            address,
            block.text("namespace").filter(n -> !n.isEmpty()),
            block.text("token").filter(t -> !t.isEmpty()),
            block.text("token_file").filter(f -> !f.isEmpty()),
            auth(block.block("auth")),
            retry(block.block("retry")),
            sslGiven ? Optional.of(ssl.flag("enabled", true)) : Optional.empty(),
            tls(ssl));
    // One socket for each call: there is no pool to set up.
    block.ignore("transport");
    block.done();
    return settings;
  }

  private static Optional<String> auth(Block auth) {
    var user = auth.text("username");
    var password = auth.text("password").orElse("");
    boolean enabled = auth.flag("enabled", true);
    auth.done();
    return enabled ? user.filter(u -> !u.isEmpty()).map(u -> u + ":" + password) : Optional.empty();
  }

  private static Retry retry(Block retry) {
    var settings =
        new Retry(
            retry.flag("enabled", true),
            retry.number("attempts").orElse(Retry.DEFAULT.attempts()),
            retry.duration("backoff").orElse(Retry.DEFAULT.backoff()),
            retry.duration("max_backoff").orElse(Retry.DEFAULT.backoffMax()));
    retry.done();
    return settings;
  }

  private static TlsOptions tls(Block ssl) {
    var options =
        new TlsOptions(
            filled(ssl, "ca_cert"),
            filled(ssl, "ca_path"),
            filled(ssl, "cert"),
            filled(ssl, "key"),
            filled(ssl, "server_name"),
            ssl.flag("verify", true));
    ssl.flag("enabled");
    ssl.done();
    return options;
  }

  private static Optional<String> filled(Block block, String key) {
    return block.text(key).filter(text -> !text.isEmpty());
  }

  /** What a client needs; the environment stands in for what is not set. */
  public ClientConfig client(Environment environment) throws ClientException {
    var file = tokenFile.or(() -> environment.value("HTTP_TOKEN_FILE"));
    var fromFile =
        file.isPresent() ? Optional.of(Environment.tokenOf(file.get())) : Optional.<String>empty();
    return new ClientConfig(
        AgentAddress.parse(
            address.or(() -> environment.value("HTTP_ADDR")).orElse("127.0.0.1:8500"),
            usesTls(environment)),
        tls,
        token
            .or(() -> fromFile.filter(t -> !t.isEmpty()))
            .or(() -> environment.value("HTTP_TOKEN"))
            .or(() -> environment.value("TOKEN")),
        auth.or(() -> environment.value("HTTP_AUTH")),
        namespace.or(() -> environment.value("NAMESPACE")),
        Optional.empty());
  }

  private boolean usesTls(Environment environment) {
    return ssl.or(() -> environment.bool("HTTP_SSL")).orElse(false);
  }

  /** Variables that programs get, so that they reach the same agent. */
  public Map<String, String> variables(Environment environment) {
    var variables = new TreeMap<String, String>();
    address.ifPresent(a -> variables.put("CONSUL_HTTP_ADDR", a));
    token.ifPresent(t -> variables.put("CONSUL_HTTP_TOKEN", t));
    tokenFile.ifPresent(f -> variables.put("CONSUL_HTTP_TOKEN_FILE", f));
    auth.ifPresent(a -> variables.put("CONSUL_HTTP_AUTH", a));
    variables.put("CONSUL_HTTP_SSL", String.valueOf(usesTls(environment)));
    variables.put("CONSUL_HTTP_SSL_VERIFY", String.valueOf(tls.verify()));
    return variables;
  }
}
