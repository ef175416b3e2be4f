package praetor.snapshot.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the blocks of {@code snapshot_agent}. */
final class OptionsReader {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration DEREGISTER_AFTER = Duration.ofDays(3);
  private static final int RETAIN = 30;
  private static final int MAX_FAILURES = 3;

  /** Keys and the environment variables, without prefix, that say the same to other commands. */
  private static final Map<String, String> API =
      Map.of(
          "http_addr", "HTTP_ADDR",
          "token", "HTTP_TOKEN",
          "ca_file", "CACERT",
          "ca_path", "CAPATH",
          "cert_file", "CLIENT_CERT",
          "key_file", "CLIENT_KEY",
          "tls_server_name", "TLS_SERVER_NAME");

  private OptionsReader() {}

  static AgentOptions read(Block block, Map<String, String> environment) throws IOException {
    boolean enabled = !block.has("enabled") || block.bool("enabled");
    block.text("enabled");
    // Nothing here needs a license.
    block.text("license_path");
    var options =
        new AgentOptions(
            enabled,
            api(block),
            log(block.block("log")),
            snapshots(block.block("snapshot")),
            seal(block.block("seal")),
            DestinationReader.read(block, environment));
    block.end();
    return options;
  }

  private static AgentOptions.Api api(Block block) throws IOException {
    var variables = new LinkedHashMap<String, String>();
    for (var key : API.entrySet()) {
      block.text(key.getKey()).ifPresent(value -> variables.put(key.getValue(), value));
    }
    var datacenter = block.text("datacenter").orElse("");
    return new AgentOptions.Api(variables, datacenter, login(block.block("login")));
  }

  private static Optional<AgentOptions.Login> login(Block block) throws IOException {
    var method = block.text("auth_method");
    var token = block.text("bearer_token");
    var file = block.text("bearer_token_file").map(Path::of);
    var meta = block.texts("meta");
    block.end();
    return method.map(name -> new AgentOptions.Login(name, token, file, meta));
  }

  private static AgentOptions.Log log(Block block) throws IOException {
    var log =
        new AgentOptions.Log(
            block.text("level").orElse("INFO"),
            block.bool("enable_syslog"),
            block.text("syslog_facility").orElse("LOCAL0"));
    block.end();
    return log;
  }

  private static AgentOptions.Snapshots snapshots(Block block) throws IOException {
    var snapshots =
        new AgentOptions.Snapshots(
            block.duration("interval", INTERVAL),
            block.text("schedule"),
            block.text("time_zone").orElse(""),
            block.count("retain", RETAIN),
            block.bool("stale"),
            block.text("service").orElse("consul-snapshot"),
            block.duration("deregister_after", DEREGISTER_AFTER),
            block.text("lock_key").orElse("consul-snapshot/lock"),
            block.count("max_failures", MAX_FAILURES),
            block.text("local_scratch_path").map(Path::of));
    block.end();
    return snapshots;
  }

  private static AgentOptions.Seal seal(Block block) throws IOException {
    var seal =
        new AgentOptions.Seal(
            block.text("key_file").map(Path::of), block.text("passphrase_file").map(Path::of));
    block.end();
    return seal;
  }

  /** Names of all places where destinations may stand. */
  static List<String> destinationKeys() {
    return List.of("local_storage", "aws_storage", "azure_blob_storage", "google_storage");
  }
}
