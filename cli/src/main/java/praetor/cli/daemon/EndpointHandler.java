package praetor.cli.daemon;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.client.watch.HandlerInput;
import praetor.model.codec.JsonValue;
import praetor.model.tls.TlsMaterial;

/**
 * Sends the result to an HTTP endpoint.
 *
 * <p>Source: requests and log lines of Consul 1.21.4.
 */
final class EndpointHandler implements ResultHandler {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final int OUTPUT_MAX_CHARS = 4_096;

  private final WatchBlock.Target.Endpoint endpoint;

  EndpointHandler(WatchBlock.Target.Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void handle(String index, JsonValue value) throws InterruptedException {
    if (endpoint.uri().isEmpty()) {
      logFailure("unsupported protocol scheme or missing host in \"" + endpoint.url() + "\"");
      return;
    }
    var uri = endpoint.uri().get();
    try (var client = client()) {
      var response = client.send(request(uri, index, value), HttpResponse.BodyHandlers.ofString());
      logAnswer(response);
      client.shutdownNow();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
      logFailure(verb() + " \"" + uri + "\": " + reason(uri, failure));
    }
  }

  private HttpClient client() throws GeneralSecurityException {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(endpoint.timeout());
    if (!endpoint.verify()) {
      builder.sslContext(TlsMaterial.NONE.trusting());
    }
    return builder.build();
  }

  private HttpRequest request(URI uri, String index, JsonValue value) {
    var body = HttpRequest.BodyPublishers.ofByteArray(HandlerInput.of(value).array());
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(endpoint.timeout())
            .method(endpoint.method(), body)
            .header("Content-Type", "application/json")
            .header("X-Consul-Index", index);
    endpoint
        .headers()
        .forEach((name, values) -> values.forEach(header -> request.header(name, header)));
    return request.build();
  }

  private void logAnswer(HttpResponse<String> response) {
    var body = response.body();
    var output = body.length() > OUTPUT_MAX_CHARS ? body.substring(0, OUTPUT_MAX_CHARS) : body;
    boolean good = response.statusCode() / 100 == 2;
    (good ? LOG.atTrace() : LOG.atError())
        .addKeyValue("watch", endpoint.url())
        .addKeyValue("status", response.statusCode())
        .addKeyValue("output", output)
        .log(good ? "http watch handler output" : "http watch handler failed with output");
  }

  private void logFailure(String why) {
    LOG.atError()
        .addKeyValue("watch", endpoint.url())
        .addKeyValue("error", why)
        .log("Failed to invoke http watch handler");
  }

  /** {@code Post}, as Go shows it. */
  private String verb() {
    var method = endpoint.method();
    return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String reason(URI uri, Exception failure) {
    return switch (failure) {
      case HttpTimeoutException _ -> "context deadline exceeded";
      case ConnectException _ -> "dial tcp " + uri.getAuthority() + ": connect: connection refused";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
