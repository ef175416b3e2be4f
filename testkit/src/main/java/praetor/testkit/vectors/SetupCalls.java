package praetor.testkit.vectors;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import tools.jackson.databind.JsonNode;

/**
 * The HTTP calls that bring an agent into the state in which questions and commands were recorded.
 *
 * <p>Source: the field table of {@code praetor/vectors/dns/README.md}. Owned by one replay.
 */
public final class SetupCalls {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final Duration UNTIL_MAX = Duration.ofSeconds(15);
  private static final long POLL_PAUSE_MS = 100;
  private static final int BYTE_VALUES = 256;

  private final List<URI> agents;
  private final Optional<String> token;
  private final Names saved;

  /**
   * Makes calls to the agents of one replay.
   *
   * @param agents the agents that a call's {@code to} counts from 1
   * @param token sent where a call names no other
   * @param saved where calls put what later ones insert
   */
  public SetupCalls(List<URI> agents, Optional<String> token, Names saved) {
    this.agents = List.copyOf(agents);
    this.token = token;
    this.saved = saved;
  }

  /** Makes the calls in order; the first that is not answered as it should be ends the replay. */
  public void run(JsonNode calls) throws IOException, InterruptedException {
    for (var call : calls.values()) {
      runOne(call);
    }
  }

  public void runOne(JsonNode call) throws IOException, InterruptedException {
    if (call.has("sleep")) {
      Thread.sleep(Duration.ofMillis((long) (call.path("sleep").doubleValue() * 1_000)));
    } else if (call.has("until")) {
      pollUntil(call);
    } else if (call.has("repeat")) {
      repeat(call);
    } else {
      send(call, saved.insertInto(path(call)), body(call).map(saved::insertInto));
    }
  }

  private void repeat(JsonNode call) throws IOException {
    var range = call.path("repeat");
    for (int i = range.path(0).intValue(); i <= range.path(1).intValue(); i++) {
      int number = i;
      send(call, numbered(path(call), i), body(call).map(text -> numbered(text, number)));
    }
  }

  /**
   * Four digits for {@code {i}}, two bytes of an address for {@code {hi}.{lo}}, a JSON number for
   * n.
   */
  private static String numbered(String text, int i) {
    return text.replace("{i}", "%04d".formatted(i))
        .replace("{hi}", Integer.toString(i / BYTE_VALUES))
        .replace("{lo}", Integer.toString(i % BYTE_VALUES))
        .replace("\"{n}\"", Integer.toString(i));
  }

  private static String path(JsonNode call) {
    return call.path("path").stringValue();
  }

  private void pollUntil(JsonNode call) throws IOException, InterruptedException {
    var pattern = Regexes.compile(call.path("until").stringValue());
    var path = path(call);
    long deadlineNanos = System.nanoTime() + UNTIL_MAX.toNanos();
    while (!pattern.matcher(exchange(call, "GET", path, Optional.empty()).text()).find()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new IOException("setup: " + path + " never held " + pattern);
      }
      Thread.sleep(POLL_PAUSE_MS);
    }
  }

  private static Optional<String> body(JsonNode call) {
    return Optional.of(call.path("body"))
        .filter(body -> !body.isMissingNode())
        .map(body -> body.isString() ? body.stringValue() : JsonText.spaced(body));
  }

  private void send(JsonNode call, String path, Optional<String> body) throws IOException {
    var method = call.path("method").stringValue();
    var answer = exchange(call, method, path, body);
    if (answer.status() != call.path("status").asInt(200)) {
      throw new IOException("setup: " + method + " " + path + " answered " + answer);
    }
    for (var save : call.path("save").properties()) {
      var field = JsonText.object(answer.text()).path(save.getValue().stringValue());
      saved.put(save.getKey(), field.asString());
    }
  }

  private RawResponse exchange(JsonNode call, String method, String path, Optional<String> body)
      throws IOException {
    var request = RawRequest.of(method, path);
    request = body.isPresent() ? request.body(body.get()) : request;
    var own = Optional.of(call.path("token").asString("")).filter(t -> !t.isEmpty());
    var secret = call.has("token") ? own : token;
    request = secret.isPresent() ? request.token(secret.get()) : request;
    return new RawHttp(agents.get(call.path("to").asInt(1) - 1), ANSWER_MAX).send(request);
  }
}
