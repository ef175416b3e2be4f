package praetor.snapshot.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import praetor.snapshot.storage.Location;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;

/** Makes clients of Amazon's SDK from the options of a location. */
final class S3Clients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** A silent server is given up after that time; a part of an object takes seconds. */
  private static final long TIMEOUT_SECONDS = 120;

  private S3Clients() {}

  static S3Client open(Location location) throws IOException {
    var timeout = Duration.ofSeconds(seconds(location));
    boolean plain = location.isOn("plain-checksums");
    var builder =
        S3Client.builder()
            .httpClient(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(timeout)
                    .build())
            .overrideConfiguration(all -> all.apiCallAttemptTimeout(timeout))
            .credentialsProvider(credentials(location))
            .region(region(location))
            .forcePathStyle(location.isOn("path-style"))
            .requestChecksumCalculation(
                plain
                    ? RequestChecksumCalculation.WHEN_REQUIRED
                    : RequestChecksumCalculation.WHEN_SUPPORTED)
            .responseChecksumValidation(
                plain
                    ? ResponseChecksumValidation.WHEN_REQUIRED
                    : ResponseChecksumValidation.WHEN_SUPPORTED);
    var endpoint = location.option("endpoint").or(() -> location.variable("AWS_S3_ENDPOINT"));
    if (endpoint.isPresent()) {
      builder.endpointOverride(endpoint(endpoint.get()));
    }
    return builder.build();
  }

  private static long seconds(Location location) throws IOException {
    var text = location.option("timeout").orElse(Long.toString(TIMEOUT_SECONDS));
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IOException("timeout of " + location + " has to be a number of seconds");
    }
    return Long.parseLong(text);
  }

  private static Region region(Location location) throws IOException {
    var named =
        location
            .option("region")
            .or(() -> location.variable("AWS_REGION"))
            .or(() -> location.variable("AWS_DEFAULT_REGION"));
    if (named.isPresent()) {
      return Region.of(named.get());
    }
    if (location.option("endpoint").or(() -> location.variable("AWS_S3_ENDPOINT")).isEmpty()) {
      throw new IOException(location + " needs a region");
    }
    return Region.US_EAST_1;
  }

  private static URI endpoint(String text) throws IOException {
    try {
      var uri = URI.create(text.contains("://") ? text : "https://" + text);
      if (uri.getHost() != null) {
        return uri;
      }
      throw new IOException("\"" + text + "\" is no endpoint");
    } catch (IllegalArgumentException malformed) {
      throw new IOException("\"" + text + "\" is no endpoint", malformed);
    }
  }

  private static AwsCredentialsProvider credentials(Location location) throws IOException {
    var base = base(location);
    var role = location.option("role-arn").or(() -> location.variable("AWS_ROLE_ARN"));
    return role.isEmpty() ? base : assumed(role.get(), base, location);
  }

  private static AwsCredentialsProvider base(Location location) throws IOException {
    var id = location.option("access-key-id").or(() -> location.variable("AWS_ACCESS_KEY_ID"));
    var secret =
        location.option("secret-access-key").or(() -> location.variable("AWS_SECRET_ACCESS_KEY"));
    var token = location.option("session-token").or(() -> location.variable("AWS_SESSION_TOKEN"));
    if (id.isEmpty() && secret.isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IOException(location + " needs both an access key id and a secret access key");
    }
    return StaticCredentialsProvider.create(
        token.isPresent()
            ? AwsSessionCredentials.create(id.get(), secret.get(), token.get())
            : AwsBasicCredentials.create(id.get(), secret.get()));
  }

  private static AwsCredentialsProvider assumed(
      String role, AwsCredentialsProvider base, Location location) throws IOException {
    var session =
        location
            .option("role-session-name")
            .or(() -> location.variable("AWS_ROLE_SESSION_NAME"))
            .orElse("consul-snapshot");
    var sts = StsClient.builder().region(region(location)).credentialsProvider(base);
    sts.httpClient(UrlConnectionHttpClient.create());
    var endpoint = location.option("sts-endpoint");
    if (endpoint.isPresent()) {
      sts.endpointOverride(endpoint(endpoint.get()));
    }
    var token =
        location
            .option("web-identity-token-file")
            .or(() -> location.variable("AWS_WEB_IDENTITY_TOKEN_FILE"));
    return token.isPresent()
        ? StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
            .stsClient(sts.build())
            .refreshRequest(
                request -> {
                  request.roleArn(role).roleSessionName(session);
                  request.webIdentityToken(read(token.get()));
                })
            .build()
        : StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts.build())
            .refreshRequest(request -> request.roleArn(role).roleSessionName(session))
            .build();
  }

  /** Read anew for each session: such files are replaced now and then. */
  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "web identity token file " + file + " cannot be read", unreadable);
    }
  }
}
