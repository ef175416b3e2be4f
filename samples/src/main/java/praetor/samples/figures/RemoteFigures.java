package praetor.samples.figures;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks another server: {@code GET URL?q=NAME&appid=KEY}, which answers a number as plain text.
 *
 * @param key proves who asks; empty for servers that do not want to know
 */
record RemoteFigures(HttpClient client, URI server, String key) implements Figures {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  @Override
  public double of(String name) throws IOException, InterruptedException {
    var query = "?q=" + encoded(name) + (key.isEmpty() ? "" : "&appid=" + encoded(key));
    var request = HttpRequest.newBuilder(URI.create(server + query)).timeout(ANSWER_MAX).build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(server + " answered " + answer.statusCode());
    }
    try {
      return Double.parseDouble(answer.body().strip());
    } catch (NumberFormatException unreadable) {
      throw new IOException(server + " did not answer a number", unreadable);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
