package praetor.testkit.vectors.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.vectors.Check;
import praetor.testkit.vectors.Names;
import praetor.testkit.vectors.Report;
import tools.jackson.databind.JsonNode;

/**
 * One run of one scenario against a server: its steps in order, with what they saved and left
 * waiting.
 */
final class HttpReplay {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  // Time for a blocking query to be parked before the next step.
  private static final long PARK_MS = 300;
  private static final long REPEAT_PAUSE_MS = 200;

  private final String name;
  private final JsonNode steps;
  private final RawHttp http;
  private final Names names = new Names();
  private final Map<String, byte[]> bodies = new HashMap<>();
  private final Map<String, Future<HttpAnswer>> background = new HashMap<>();
  private final ValueMatcher matcher = new ValueMatcher(names);

  HttpReplay(URI server, String name, JsonNode scenario) {
    this.name = name;
    this.steps = scenario.path("steps");
    this.http = new RawHttp(server, ANSWER_MAX);
    names.put("run", "%08x".formatted(ThreadLocalRandom.current().nextInt()));
  }

  Report run() throws InterruptedException {
    var checks = new ArrayList<Check>();
    for (var step : steps.values()) {
      try {
        var answer = perform(step);
        answer.ifPresent(a -> save(step, a));
        answer.filter(_ -> step.has("expect")).ifPresent(a -> checks.add(check(step, a)));
      } catch (IOException e) {
        checks.add(new Check(label(step), List.of("no answer: " + e)));
      }
    }
    return new Report(name, checks);
  }

  private Check check(JsonNode step, HttpAnswer answer) {
    return new Check(label(step), Expectation.of(step).differences(matcher, answer));
  }

  private static String label(JsonNode step) {
    var id = step.path("id").asString();
    return step.has("path")
        ? id + " " + step.path("method").asString() + " " + step.path("path").asString()
        : id + " joins " + step.path("join").asString("");
  }

  /** The answer that a step brings now: none of a sleep or of a request left in the background. */
  private Optional<HttpAnswer> perform(JsonNode step) throws IOException, InterruptedException {
    if (step.has("sleep")) {
      Thread.sleep(millis(step.path("sleep")));
      return Optional.empty();
    }
    if (step.path("background").asBoolean(false)) {
      background.put(step.path("id").stringValue(), sendInBackground(request(step)));
      Thread.sleep(PARK_MS);
      return Optional.empty();
    }
    return Optional.of(
        step.has("join") ? join(step.path("join").stringValue()) : sendUntilFitting(step));
  }

  private Future<HttpAnswer> sendInBackground(RawRequest request) {
    var answer = new CompletableFuture<HttpAnswer>();
    Thread.ofVirtual()
        .name("background of " + name)
        .start(
            () -> {
              try {
                answer.complete(HttpAnswer.of(http.send(request)));
              } catch (IOException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private HttpAnswer join(String id) throws IOException, InterruptedException {
    var answer =
        Optional.ofNullable(background.remove(id))
            .orElseThrow(() -> new IllegalStateException(name + ": nothing to join as " + id));
    try {
      return answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("no answer to " + id, e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer to " + id + ": still waiting", e);
    }
  }

  /** Repeats the request for as long as the step's {@code within} allows and nothing else fits. */
  private HttpAnswer sendUntilFitting(JsonNode step) throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + millis(step.path("within")) * 1_000_000;
    while (true) {
      var answer = HttpAnswer.of(http.send(request(step)));
      if (!step.has("within") || fits(step, answer) || System.nanoTime() >= deadlineNanos) {
        return answer;
      }
      Thread.sleep(REPEAT_PAUSE_MS);
    }
  }

  private boolean fits(JsonNode step, HttpAnswer answer) {
    var before = matcher.bindings().snapshot();
    var fits = Expectation.of(step).differences(matcher, answer).isEmpty();
    if (!fits) {
      matcher.bindings().restore(before);
    }
    return fits;
  }

  private RawRequest request(JsonNode step) {
    return StepRequest.of(step, names, bodies);
  }

  private void save(JsonNode step, HttpAnswer answer) {
    if (step.has("save_body")) {
      bodies.put(step.path("save_body").stringValue(), answer.raw().body());
    }
    for (var save : step.path("save").properties()) {
      valueAt(save.getValue().stringValue(), answer)
          .ifPresent(value -> names.put(save.getKey(), value));
    }
  }

  /** What a header ({@code @Name}) or a JSON pointer finds; null counts as nothing. */
  private static Optional<String> valueAt(String path, HttpAnswer answer) {
    return path.startsWith("@")
        ? Optional.ofNullable(answer.headers().get(path.substring(1)))
        : Optional.of(answer.content().value().at(pointer(path)))
            .filter(value -> !value.isMissingNode() && !value.isNull())
            .map(value -> value.isValueNode() ? value.asString() : value.toString());
  }

  private static String pointer(String path) {
    return path.equals("/") ? "" : path;
  }

  /** Seconds, whole or not, as milliseconds; 0 of an absent value. */
  private static long millis(JsonNode seconds) {
    return Math.round(seconds.asDouble(0) * 1_000);
  }
}
