package praetor.agent.discover;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Asks EC2 for machines. Amazon's SDK signs, finds credentials and the region, and speaks HTTP; its
 * client of EC2 alone is larger than all of Praetor, so the one call is made here.
 */
final class Ec2Instances {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int PAGES_MAX = 100;

  private final Ec2Search search;
  private final Map<String, String> environment;

  Ec2Instances(Ec2Search search, Map<String, String> environment) {
    this.search = search;
    this.environment = environment;
  }

  List<String> addresses() throws IOException {
    try (var http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(TIMEOUT)
            .socketTimeout(TIMEOUT)
            .build()) {
      var region = region();
      var credentials = credentials();
      var found = new ArrayList<String>();
      var page = Optional.<String>empty();
      for (int i = 0; i < PAGES_MAX; i++) {
        var answer = ask(http, region, credentials, page);
        found.addAll(answer.addresses());
        page = answer.nextPage();
        if (page.isEmpty()) {
          return found;
        }
      }
      throw new IOException("discover-aws: more than " + PAGES_MAX + " pages of machines");
    } catch (SdkException e) {
      throw new IOException("discover-aws: " + e.getMessage(), e);
    }
  }

  private String region() {
    return search
        .region()
        .or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
        .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
        .orElseGet(() -> DefaultAwsRegionProviderChain.builder().build().getRegion().id());
  }

  private AwsCredentials credentials() {
    var given = search.credentials();
    if (given.isEmpty()) {
      try (var provider = DefaultCredentialsProvider.builder().build()) {
        return provider.resolveCredentials();
      }
    }
    var keys = given.get();
    return keys.token().isPresent()
        ? AwsSessionCredentials.create(keys.keyId(), keys.secret(), keys.token().get())
        : AwsBasicCredentials.create(keys.keyId(), keys.secret());
  }

  private Ec2Answer ask(
      SdkHttpClient http, String region, AwsCredentials credentials, Optional<String> page)
      throws IOException {
    var body = form(search.parameters(page));
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint(region))
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .putHeader("Content-Length", String.valueOf(body.length))
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    var call = HttpExecuteRequest.builder().request(signed.request());
    signed.payload().ifPresent(call::contentStreamProvider);
    var response = http.prepareRequest(call.build()).call();
    try (var content =
        response
            .responseBody()
            .<java.io.InputStream>map(stream -> stream)
            .orElseGet(() -> new ByteArrayInputStream(new byte[0]))) {
      var answer = Ec2Answer.read(content, search.address());
      if (answer.error().isPresent() || !response.httpResponse().isSuccessful()) {
        throw new IOException(
            "discover-aws: DescribeInstances failed: "
                + answer.error().orElse("status " + response.httpResponse().statusCode()));
      }
      return answer;
    }
  }

  private URI endpoint(String region) throws IOException {
    var text = search.endpoint().orElse("https://ec2." + region + ".amazonaws.com/");
    try {
      return URI.create(text.contains("://") ? text : "https://" + text);
    } catch (IllegalArgumentException e) {
      throw new IOException("discover-aws: endpoint=" + text + " is no address", e);
    }
  }

  private static byte[] form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
