package praetor.cli.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.template.config.Tree;

/**
 * Flags that say the same as keys of the configuration.
 *
 * <p>Source: documentation of consul-template 0.42.
 */
final class SettingFlags {
  private static final String[][] TEXTS = {
    {"consul-addr", "consul.address", "Address of the agent."},
    {"consul-namespace", "consul.namespace", "Namespace of all questions (Enterprise)."},
    {"consul-token", "consul.token", "ACL token."},
    {"consul-token-file", "consul.token_file", "File with the ACL token."},
    {"consul-retry-attempts", "consul.retry.attempts", "Tries of a question; 0 without end."},
    {"consul-retry-backoff", "consul.retry.backoff", "First pause between tries."},
    {"consul-retry-max-backoff", "consul.retry.max_backoff", "Longest pause between tries."},
    {"consul-ssl-ca-cert", "consul.ssl.ca_cert", "Certificates of trusted authorities (PEM)."},
    {"consul-ssl-ca-path", "consul.ssl.ca_path", "Folder of such certificates."},
    {"consul-ssl-cert", "consul.ssl.cert", "Certificate to show (PEM)."},
    {"consul-ssl-key", "consul.ssl.key", "Its private key (PEM)."},
    {"consul-ssl-server-name", "consul.ssl.server_name", "Name expected in the certificate."},
    {"consul-transport-dial-keep-alive", "consul.transport.dial_keep_alive", "Taken, no effect."},
    {"consul-transport-dial-timeout", "consul.transport.dial_timeout", "Taken, no effect."},
    {
      "consul-transport-max-idle-conns-per-host",
      "consul.transport.max_idle_conns_per_host",
      "Taken, no effect."
    },
    {
      "consul-transport-tls-handshake-timeout",
      "consul.transport.tls_handshake_timeout",
      "Taken, no effect."
    },
    {"wait", "wait", "Quiet time before something is written: MIN or MIN:MAX."},
    {"max-stale", "max_stale", "How old answers of servers without the lead may be."},
    {"block-query-wait", "block_query_wait", "How long the agent may hold a question."},
    {"log-level", "log_level", "trace, debug, info, warn or err."},
    {"pid-file", "pid_file", "File that gets the number of this process."},
    {"kill-signal", "kill_signal", "Signal that ends this process."},
    {"reload-signal", "reload_signal", "Signal that reads everything anew."},
    {"syslog-facility", "syslog.facility", "Facility of syslog."},
    {"syslog-name", "syslog.name", "Name in syslog."},
    {"log-file", "log_file.path", "File for log lines."},
    {"log-rotate-bytes", "log_file.log_rotate_bytes", "Taken, no effect."},
    {"log-rotate-duration", "log_file.log_rotate_duration", "Taken, no effect."},
    {"log-rotate-max-files", "log_file.log_rotate_max_files", "Taken, no effect."},
    {"exec", "exec.command", "Program to run when all is written."},
    {"exec-kill-signal", "exec.kill_signal", "Signal that ends the program."},
    {"exec-kill-timeout", "exec.kill_timeout", "How long the program may take to end."},
    {"exec-reload-signal", "exec.reload_signal", "Signal for changes instead of a new start."},
    {"exec-splay", "exec.splay", "Longest random wait before the program starts anew."},
    {"retry", "retry", "Taken, no effect: see -consul-retry-backoff."},
  };

  private static final String[][] BOOLS = {
    {"consul-retry", "consul.retry.enabled", "Whether failed questions are repeated."},
    {"consul-ssl", "consul.ssl.enabled", "Use TLS."},
    {"consul-ssl-verify", "consul.ssl.verify", "Whether the certificate is checked."},
    {
      "consul-transport-disable-keep-alives",
      "consul.transport.disable_keep_alives",
      "Taken, no effect."
    },
    {"once", "once", "End when everything was written once."},
    {"syslog", "syslog.enabled", "Log lines to syslog."},
    {
      "exec-env-pristine", "exec.env.pristine", "Give the program none of this process's variables."
    },
  };

  private static final String[][] LISTS = {
    {"exec-env-custom", "exec.env.custom", "NAME=VALUE for the program; may be repeated."},
    {"exec-env-allowlist", "exec.env.allowlist", "Pattern of variables to pass on."},
    {"exec-env-denylist", "exec.env.denylist", "Pattern of variables to keep back."},
    {"exec-env-whitelist", "exec.env.allowlist", "Older name of -exec-env-allowlist."},
    {"exec-env-blacklist", "exec.env.denylist", "Older name of -exec-env-denylist."},
  };

  /** Behind {@code vault-}; they have an effect nowhere. */
  private static final List<String> VAULT_TEXTS =
      List.of(
          "addr",
          "namespace",
          "token",
          "agent-token-file",
          "default-lease-duration",
          "retry-attempts",
          "retry-backoff",
          "retry-max-backoff",
          "ssl-ca-cert",
          "ssl-ca-path",
          "ssl-cert",
          "ssl-key",
          "ssl-server-name",
          "transport-dial-keep-alive",
          "transport-dial-timeout",
          "transport-max-idle-conns-per-host",
          "transport-tls-handshake-timeout",
          "role-name",
          "k8s-auth-role-name",
          "k8s-service-account-token-path",
          "k8s-service-account-token",
          "k8s-service-mount-path");

  private static final List<String> VAULT_BOOLS =
      List.of(
          "renew-token",
          "unwrap-token",
          "retry",
          "ssl",
          "ssl-verify",
          "transport-disable-keep-alives",
          "default-lease-renewal-threshold");

  private static final String IGNORED = "Taken, no effect: Praetor's templates ask no Vault.";

  private final Map<String, Flag<Optional<String>>> texts = new LinkedHashMap<>();
  private final Map<String, Flag<Optional<Boolean>>> bools = new LinkedHashMap<>();
  private final Map<String, Flag<List<String>>> lists = new LinkedHashMap<>();
  private final Flag<Optional<String>> auth;

  SettingFlags(Flags flags) {
    for (var row : TEXTS) {
      texts.put(row[1], flags.maybeText(row[0], row[2]));
    }
    for (var row : BOOLS) {
      bools.put(row[1], flags.maybeBool(row[0], row[2]));
    }
    for (var row : LISTS) {
      lists.put(row[0] + " " + row[1], flags.texts(row[0], row[2]));
    }
    auth = flags.maybeText("consul-auth", "USER or USER:PASSWORD of basic authentication.");
    VAULT_TEXTS.forEach(name -> flags.maybeText("vault-" + name, IGNORED));
    VAULT_BOOLS.forEach(name -> flags.maybeBool("vault-" + name, IGNORED));
  }

  /** What was given, as a tree of the configuration. */
  Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    texts.forEach((path, flag) -> flag.value().ifPresent(value -> Tree.set(tree, path, value)));
    bools.forEach((path, flag) -> flag.value().ifPresent(value -> Tree.set(tree, path, value)));
    lists.forEach(
        (name, flag) -> {
          if (!flag.value().isEmpty()) {
            Tree.set(tree, name.substring(name.indexOf(' ') + 1), flag.value());
          }
        });
    auth.value().ifPresent(value -> putAuth(tree, value));
    return tree;
  }

  private static void putAuth(Map<String, Object> tree, String value) {
    int colon = value.indexOf(':');
    Tree.set(tree, "consul.auth.username", colon < 0 ? value : value.substring(0, colon));
    Tree.set(tree, "consul.auth.password", colon < 0 ? "" : value.substring(colon + 1));
  }
}
