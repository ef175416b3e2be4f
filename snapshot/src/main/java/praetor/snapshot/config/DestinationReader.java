package praetor.snapshot.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.snapshot.storage.Location;

/**
 * Reads where snapshots go. Each kind has a block of its own: inside {@code backup_destinations} a
 * list of them, else one at the top, the older form. Settings become options of a {@link Location},
 * so that flags, files and locations written as one text mean the same.
 */
final class DestinationReader {
  private static final String MANY = "backup_destinations";
  private static final String KEY_PREFIX = "consul-snapshot";

  /** Keys of {@code aws_storage} and the options that they set. */
  private static final Map<String, String> AWS =
      Map.ofEntries(
          Map.entry("access_key_id", "access-key-id"),
          Map.entry("secret_access_key", "secret-access-key"),
          Map.entry("session_token", "session-token"),
          Map.entry("iam_endpoint", "iam-endpoint"),
          Map.entry("role_arn", "role-arn"),
          Map.entry("role_session_name", "role-session-name"),
          Map.entry("web_identity_token_file", "web-identity-token-file"),
          Map.entry("sts_endpoint", "sts-endpoint"),
          Map.entry("s3_region", "region"),
          Map.entry("s3_endpoint", "endpoint"),
          Map.entry("s3_server_side_encryption", "sse"),
          Map.entry("s3_force_path_style", "path-style"),
          Map.entry("s3_enable_kms", "kms"),
          Map.entry("s3_kms_key", "kms-key"));

  private static final Map<String, String> AZURE =
      Map.ofEntries(
          Map.entry("account_key", "account-key"),
          Map.entry("environment", "environment"),
          Map.entry("endpoint", "endpoint"),
          Map.entry("service_principal_id", "service-principal-id"),
          Map.entry("service_principal_secret", "service-principal-secret"),
          Map.entry("tenant_id", "tenant-id"));

  private static final Map<String, String> GOOGLE =
      Map.of(
          "access_key_id", "access-key-id",
          "secret_access_key", "secret-access-key",
          "endpoint", "endpoint");

  private final Map<String, String> environment;
  private final List<AgentOptions.Destination> found = new ArrayList<>();

  private DestinationReader(Map<String, String> environment) {
    this.environment = environment;
  }

  static List<AgentOptions.Destination> read(Block block, Map<String, String> environment)
      throws IOException {
    var reader = new DestinationReader(environment);
    if (block.has(MANY)) {
      for (var key : OptionsReader.destinationKeys()) {
        if (block.has(key)) {
          throw new IOException(
              "\"" + key + "\" cannot be used together with \"" + MANY + "\" in a config file");
        }
      }
      var many = block.block(MANY);
      reader.blocks(many);
      reader.locations(many);
      many.end();
    } else {
      reader.blocks(block);
    }
    if (reader.found.isEmpty()) {
      reader.add(Location.folder(".", environment), Optional.empty());
    }
    return reader.found;
  }

  private void blocks(Block block) throws IOException {
    var local = block.blocks("local_storage");
    for (var each : block.blocks("aws_storage")) {
      aws(each);
    }
    for (var each : block.blocks("azure_blob_storage")) {
      azure(each);
    }
    for (var each : block.blocks("google_storage")) {
      google(each);
    }
    boolean remote = !found.isEmpty();
    for (var each : local) {
      var path = each.text("path").orElse(".");
      each.end();
      // In the older form, with flags, remote storage switches a local one off.
      if (!remote || block.nameEndsWith(MANY)) {
        add(Location.folder(path, environment), Optional.empty());
      }
    }
  }

  private void locations(Block many) throws IOException {
    for (var each : many.blocks("location")) {
      var text = each.text("url");
      each.end();
      if (text.isPresent()) {
        add(Location.parse(text.get(), environment), Optional.empty());
      }
    }
  }

  private void aws(Block block) throws IOException {
    var bucket = block.text("s3_bucket");
    var prefix = block.text("s3_key_prefix").orElse(KEY_PREFIX);
    var staticName = block.text("s3_static_snapshot_name");
    var options = options(block, AWS);
    block.end();
    if (bucket.isPresent() && staticName.isPresent()) {
      // It is a whole key.
      int slash = staticName.get().lastIndexOf('/');
      var folder = staticName.get().substring(0, Math.max(0, slash));
      add(
          new Location("s3", bucket.get(), folder, options, environment),
          Optional.of(staticName.get().substring(slash + 1)));
    } else if (bucket.isPresent()) {
      add(new Location("s3", bucket.get(), prefix, options, environment), Optional.empty());
    }
  }

  private void azure(Block block) throws IOException {
    var account = block.text("account_name");
    var container = block.text("container_name");
    var options = options(block, AZURE);
    block.end();
    if (container.isPresent()) {
      add(
          new Location("azblob", account.orElse(""), container.get(), options, environment),
          Optional.empty());
    }
  }

  private void google(Block block) throws IOException {
    var bucket = block.text("bucket");
    var prefix = block.text("key_prefix").orElse(KEY_PREFIX);
    var options = options(block, GOOGLE);
    block.end();
    if (bucket.isPresent()) {
      add(new Location("gs", bucket.get(), prefix, options, environment), Optional.empty());
    }
  }

  private static Map<String, String> options(Block block, Map<String, String> names)
      throws IOException {
    var options = new HashMap<String, String>();
    for (var name : names.entrySet()) {
      block.text(name.getKey()).ifPresent(value -> options.put(name.getValue(), value));
    }
    return options;
  }

  private void add(Location location, Optional<String> staticName) {
    found.add(new AgentOptions.Destination(location, staticName));
  }
}
