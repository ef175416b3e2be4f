package praetor.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Some users that ask for one page all the time, as a program of its own, because the page is in
 * another network: {@code SteadyRequests URL TEXT...}. Ends at the end of its input, and prints
 * what was not 200 with all the texts, and how many requests there were.
 */
final class SteadyRequests {
  private static final int USERS = 3;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final long PAUSE_MS = 20;

  private SteadyRequests() {}

  /** The command line that starts it. */
  static List<String> command(List<String> where, String url, String... texts) {
    var line = new ArrayList<>(where);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp"));
    line.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    line.addAll(List.of(SteadyRequests.class.getName(), url));
    line.addAll(List.of(texts));
    return line;
  }

  public static void main(String[] args) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(args[0])).timeout(ANSWER_MAX).build();
    var texts = List.of(args).subList(1, args.length);
    var over = new AtomicBoolean();
    var count = new AtomicLong();
    try (var client = HttpClient.newHttpClient();
        var users = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < USERS; i++) {
        users.submit(
            () -> {
              while (!over.get()) {
                ask(client, request, texts);
                if (count.getAndIncrement() == 0) {
                  System.out.println("begun");
                }
                Thread.sleep(PAUSE_MS);
              }
              return null;
            });
      }
      System.in.readAllBytes();
      over.set(true);
    }
    System.out.println("requests: " + count);
  }

  private static void ask(HttpClient client, HttpRequest request, List<String> texts)
      throws InterruptedException {
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200 || !texts.stream().allMatch(answer.body()::contains)) {
        System.out.println("lost: " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException failed) {
      System.out.println("lost: " + failed);
    }
  }
}
