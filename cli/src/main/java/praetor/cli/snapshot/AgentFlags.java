package praetor.cli.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;

/**
 * The flags of {@code snapshot agent} that stand for a setting of its configuration files; a given
 * flag is laid over what files say.
 *
 * <p>Source: documentation of {@code consul snapshot agent}. Ours are -schedule, -time-zone, -dest,
 * -key-file, -passphrase-file, -gcs-access-key-id, -gcs-secret-access-key, -gcs-endpoint and
 * -azure-blob-endpoint.
 */
final class AgentFlags {
  private static final String AWS = "aws_storage.";
  private static final String AZURE = "azure_blob_storage.";
  private static final String GOOGLE = "google_storage.";
  private static final String SNAPSHOT = "snapshot.";

  private final List<Laid> laid = new ArrayList<>();
  private final Flag<Map<String, String>> loginMeta;
  private final Flag<List<String>> destinations;

  /** A flag and the dotted path of its setting. */
  private record Laid(Flag<Optional<String>> flag, String path) {}

  AgentFlags(Flags flags) {
    snapshot(flags);
    agent(flags);
    destinations =
        flags.texts(
            "dest",
            "Where snapshots go, in the place of the storage options: a folder, file:///PATH,"
                + " s3://BUCKET/PREFIX?region=R, gs://BUCKET/PREFIX, azblob://ACCOUNT/CONTAINER. May"
                + " be repeated: each gets every snapshot.");
    text(flags, "local-path", "local_storage.path", "Folder to store snapshots in; default \".\".");
    s3(flags);
    azure(flags);
    google(flags);
    loginMeta = flags.pairs("login-meta", "Metadata of the token, key=value. May be repeated.");
  }

  private void snapshot(Flags flags) {
    text(
        flags,
        "interval",
        SNAPSHOT + "interval",
        "How often to take a snapshot; 0 for one snapshot, without election or registration. Default"
            + " 1h.");
    text(
        flags,
        "schedule",
        SNAPSHOT + "schedule",
        "A cron expression of five fields in the place of -interval. What was missed is caught up"
            + " once.");
    text(
        flags,
        "time-zone",
        SNAPSHOT + "time_zone",
        "Time zone of -schedule, such as Europe/Berlin; default is the machine's.");
    text(
        flags,
        "lock-key",
        SNAPSHOT + "lock_key",
        "Key that decides which of several agents saves. Default consul-snapshot/lock.");
    text(
        flags,
        "max-failures",
        SNAPSHOT + "max_failures",
        "After how many failures in a row another agent gets its chance. Default 3.");
    text(
        flags, "retain", SNAPSHOT + "retain", "How many snapshots to keep; 0 for all. Default 30.");
    text(
        flags,
        "local-scratch-path",
        SNAPSHOT + "local_scratch_path",
        "Folder for files that are not stored yet. Default is that of temporary files.");
    text(flags, "key-file", "seal.key_file", "Seal snapshots with the 32 bytes in this file.");
    text(
        flags,
        "passphrase-file",
        "seal.passphrase_file",
        "Seal snapshots with the passphrase in this file.");
  }

  private void agent(Flags flags) {
    text(
        flags,
        "deregister-after",
        SNAPSHOT + "deregister_after",
        "How long the agent may be unhealthy before it is deregistered; 0 for ever. Default 72h.");
    text(flags, "log-level", "log.level", "Level of the log: trace, debug, info, warn or error.");
    text(
        flags,
        "service",
        SNAPSHOT + "service",
        "Name under which the agent is registered. Default consul-snapshot.");
    flag(flags, "syslog", "log.enable_syslog", "Also log to syslog.");
    text(flags, "syslog-facility", "log.syslog_facility", "Facility of syslog. Default LOCAL0.");
    text(
        flags,
        "login-auth-method",
        "login.auth_method",
        "Auth method to log in with; its token is used then.");
    text(flags, "login-bearer-token", "login.bearer_token", "Bearer token to log in with.");
    text(
        flags,
        "login-bearer-token-file",
        "login.bearer_token_file",
        "File that holds the bearer token, taken before -login-bearer-token.");
  }

  private void s3(Flags flags) {
    text(flags, "aws-access-key-id", AWS + "access_key_id", "Static credentials of S3.");
    text(flags, "aws-secret-access-key", AWS + "secret_access_key", "Static credentials of S3.");
    text(flags, "aws-session-token", AWS + "session_token", "Static credentials of S3.");
    text(
        flags,
        "aws-iam-endpoint",
        AWS + "iam_endpoint",
        "Taken for the sake of Consul's users; no call goes to IAM.");
    text(flags, "aws-role-arn", AWS + "role_arn", "Role to assume.");
    text(flags, "aws-role-session-name", AWS + "role_session_name", "Name of its session.");
    text(
        flags,
        "aws-web-identity-token-file",
        AWS + "web_identity_token_file",
        "File that holds a token to assume the role with.");
    text(flags, "aws-sts-endpoint", AWS + "sts_endpoint", "Where roles are assumed.");
    text(flags, "aws-s3-bucket", AWS + "s3_bucket", "Bucket for snapshots.");
    text(
        flags,
        "aws-s3-key-prefix",
        AWS + "s3_key_prefix",
        "What keys begin with. Default consul-snapshot.");
    text(flags, "aws-s3-region", AWS + "s3_region", "Region of the bucket.");
    text(
        flags,
        "aws-s3-endpoint",
        AWS + "s3_endpoint",
        "Endpoint of another S3 than Amazon's; variable AWS_S3_ENDPOINT.");
    flag(
        flags,
        "aws-s3-server-side-encryption",
        AWS + "s3_server_side_encryption",
        "Have S3 encrypt snapshots with its own keys.");
    text(
        flags,
        "aws-s3-static-snapshot-name",
        AWS + "s3_static_snapshot_name",
        "Key under which all snapshots are stored, in a bucket that keeps versions.");
    flag(
        flags,
        "aws-s3-force-path-style",
        AWS + "s3_force_path_style",
        "Put the bucket into the path, not into the host's name.");
    flag(flags, "aws-s3-enable-kms", AWS + "s3_enable_kms", "Have KMS encrypt snapshots.");
    text(flags, "aws-s3-kms-key", AWS + "s3_kms_key", "Key of KMS, unless it is the default one.");
  }

  private void azure(Flags flags) {
    text(flags, "azure-blob-account-name", AZURE + "account_name", "Account of Azure.");
    text(flags, "azure-blob-account-key", AZURE + "account_key", "Its key.");
    text(flags, "azure-blob-container-name", AZURE + "container_name", "Container for snapshots.");
    text(
        flags,
        "azure-blob-environment",
        AZURE + "environment",
        "AZUREPUBLICCLOUD (default), AZURECHINACLOUD, AZUREGERMANCLOUD or AZUREUSGOVERNMENTCLOUD.");
    text(
        flags,
        "azure-blob-service-principal-id",
        AZURE + "service_principal_id",
        "Service principal that owns the blobs.");
    text(
        flags,
        "azure-blob-service-principal-secret",
        AZURE + "service_principal_secret",
        "Its secret.");
    text(flags, "azure-blob-tenant-id", AZURE + "tenant_id", "Its tenant.");
    text(
        flags,
        "azure-blob-endpoint",
        AZURE + "endpoint",
        "Another endpoint, such as that of an emulator.");
  }

  private void google(Flags flags) {
    text(flags, "gcs-bucket", GOOGLE + "bucket", "Bucket of Google Cloud Storage.");
    text(flags, "gcs-access-key-id", GOOGLE + "access_key_id", "HMAC key for it.");
    text(flags, "gcs-secret-access-key", GOOGLE + "secret_access_key", "Its secret.");
    text(flags, "gcs-endpoint", GOOGLE + "endpoint", "Another endpoint.");
  }

  private void text(Flags flags, String name, String path, String help) {
    laid.add(new Laid(flags.maybeText(name, help), path));
  }

  private void flag(Flags flags, String name, String path, String help) {
    laid.add(new Laid(flags.maybeSwitch(name, help), path));
  }

  /** The locations of -dest. */
  List<String> destinations() {
    return destinations.value();
  }

  /** Lays the flags that were given over settings. */
  void layOver(Map<String, Object> settings) {
    for (var each : laid) {
      each.flag.value().ifPresent(value -> put(settings, each.path, value));
    }
    loginMeta.value().forEach((name, value) -> put(settings, "login.meta." + name, value));
  }

  /** Whether a storage option was given. */
  Optional<String> storageFlag() {
    return laid.stream()
        .filter(each -> each.path.contains("_storage.") && each.flag.given())
        .map(each -> each.flag.name())
        .findFirst();
  }

  @SuppressWarnings("unchecked") // the maps are ours
  private static void put(Map<String, Object> settings, String path, String value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      settings.put(path, value);
      return;
    }
    var inner = settings.computeIfAbsent(path.substring(0, dot), _ -> new LinkedHashMap<>());
    if (inner instanceof Map<?, ?> map) {
      put((Map<String, Object>) map, path.substring(dot + 1), value);
    }
  }
}
