package praetor.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import praetor.cli.command.Flags;
import praetor.snapshot.config.AgentOptions;

class SnapshotAgentFlagsTest {
  /** Source: documentation of consul snapshot agent. */
  private static final List<String> CONSUL =
      List.of(
          "config-dir=d",
          "config-file=f.json",
          "interval=1h",
          "lock-key=k",
          "max-failures=3",
          "retain=30",
          "local-scratch-path=/tmp",
          "deregister-after=72h",
          "log-level=info",
          "service=s",
          "syslog",
          "syslog-facility=LOCAL0",
          "login-auth-method=m",
          "login-bearer-token=t",
          "login-bearer-token-file=f",
          "login-meta=a=b",
          "local-path=.",
          "aws-access-key-id=a",
          "aws-secret-access-key=b",
          "aws-session-token=c",
          "aws-iam-endpoint=e",
          "aws-role-arn=r",
          "aws-role-session-name=n",
          "aws-web-identity-token-file=f",
          "aws-sts-endpoint=e",
          "aws-s3-bucket=b",
          "aws-s3-key-prefix=p",
          "aws-s3-region=us-east-1",
          "aws-s3-endpoint=http://127.0.0.1:9000",
          "aws-s3-server-side-encryption",
          "aws-s3-static-snapshot-name=n",
          "aws-s3-force-path-style",
          "aws-s3-enable-kms",
          "aws-s3-kms-key=k",
          "azure-blob-account-name=a",
          "azure-blob-account-key=a2V5",
          "azure-blob-container-name=c",
          "azure-blob-environment=AZURECHINACLOUD",
          "azure-blob-service-principal-id=i",
          "azure-blob-service-principal-secret=s",
          "azure-blob-tenant-id=t",
          "gcs-bucket=g",
          "http-addr=127.0.0.1:8500",
          "token=t",
          "token-file=f",
          "datacenter=dc1",
          "stale",
          "ca-file=f",
          "ca-path=p",
          "client-cert=c",
          "client-key=k",
          "tls-server-name=n");

  @Test
  void everyFlagOfConsulIsTaken() throws Exception {
    var words = new ArrayList<String>();
    CONSUL.forEach(flag -> words.add("-" + flag));
    assertThat(new SnapshotAgentCommand().flags().parse(words)).isEmpty();
  }

  @Test
  void flagsBecomeOptionsOfTheirDestinations() throws Exception {
    var settings = new LinkedHashMap<String, Object>();
    var flags = new Flags();
    var agent = new AgentFlags(flags);
    flags.parse(
        List.of(
            "-aws-s3-bucket=b",
            "-aws-s3-region=eu-west-1",
            "-aws-s3-enable-kms",
            "-retain=7",
            "-local-path=ignored"));
    agent.layOver(settings);
    var options = AgentOptions.read(settings, Map.of());
    assertThat(options.snapshots().retain()).isEqualTo(7);
    assertThat(options.destinations()).hasSize(1);
    var location = options.destinations().getFirst().location();
    assertThat(location).hasToString("s3://b/consul-snapshot");
    assertThat(location.options())
        .containsEntry("kms", "true")
        .containsEntry("region", "eu-west-1");
  }

  @Test
  void aStaticNameIsAWholeKey() throws Exception {
    var settings = new LinkedHashMap<String, Object>();
    var flags = new Flags();
    var agent = new AgentFlags(flags);
    flags.parse(
        List.of("-aws-s3-bucket=b", "-aws-s3-region=r", "-aws-s3-static-snapshot-name=x/y.snap"));
    agent.layOver(settings);
    var destination = AgentOptions.read(settings, Map.of()).destinations().getFirst();
    assertThat(destination.location()).hasToString("s3://b/x");
    assertThat(destination.staticName()).contains("y.snap");
  }
}
