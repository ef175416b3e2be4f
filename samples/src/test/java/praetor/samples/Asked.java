package praetor.samples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What a site on this machine answered. */
public record Asked(int status, String type, String text) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  public static Asked get(int port, String path) throws IOException, InterruptedException {
    return send("GET", port, path);
  }

  public static Asked send(String method, int port, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    var answer = CLIENT.send(request, BodyHandlers.ofString());
    var type = answer.headers().firstValue("Content-Type").orElse("");
    return new Asked(answer.statusCode(), type, answer.body());
  }
}
