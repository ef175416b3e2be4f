package praetor.samples.portal;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.samples.web.FlatJson;

/** Asks the services behind the portal; an instance that does not answer is passed over. */
final class Services {
  private static final Duration CONNECT_MAX = Duration.ofMillis(500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(6);

  private final Discovery discovery;
  private final HttpClient client;

  Services(Discovery discovery) {
    this.discovery = discovery;
    this.client = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
  }

  /** The running copies of a service; none when it is not known. */
  List<Instance> instances(String service) {
    try {
      return discovery.find(service);
    } catch (IOException _) {
      return List.of();
    }
  }

  /**
   * Asks one instance after another until one answers.
   *
   * @param path ends with a slash; what is asked for follows it
   */
  Reply ask(String service, String path, String subject) throws InterruptedException {
    var last = service + " was not found";
    try {
      for (var instance : discovery.find(service)) {
        try {
          return ask(instance, path + encoded(subject));
        } catch (IOException away) {
          last = instance + " does not answer";
        }
      }
    } catch (IOException unknown) {
      last = service + ": " + unknown.getMessage();
    }
    return Reply.nobody(last);
  }

  private Reply ask(Instance instance, String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(instance.uri(path)).timeout(ANSWER_MAX).build();
    var answer = client.send(request, BodyHandlers.ofString());
    return new Reply(FlatJson.read(answer.body()), Optional.of(instance));
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
