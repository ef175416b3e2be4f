package praetor.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import praetor.testkit.history.Linearizability;
import praetor.testkit.history.Operation;
import praetor.testkit.history.Operation.Action;
import praetor.testkit.net.RawResponse;
import praetor.testkit.vectors.JsonText;

/**
 * Callers who write, read consistently and check-and-set a few keys through all servers, and note
 * what they asked and were answered.
 *
 * <p>Besides, each write goes to a key of its own, so that one that was acknowledged and is missing
 * has a name.
 */
final class RegisterLoad implements AutoCloseable {
  private static final int CALLERS = 6;

  /** A key is used for so many operations: the search for an order gets slow with more. */
  private static final int OPERATIONS_OF_A_KEY = 60;

  private static final int KEYS_AT_ONCE = 2;
  private static final long PAUSE_MS = 5;

  private final List<Api> servers;
  private final List<Thread> callers = new ArrayList<>();
  private final Map<String, Queue<Operation>> histories = new ConcurrentHashMap<>();
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean closing;

  private RegisterLoad(List<Api> servers) {
    this.servers = servers;
  }

  static RegisterLoad start(List<Api> servers, long seed) {
    var load = new RegisterLoad(servers);
    for (int i = 0; i < CALLERS; i++) {
      var random = new Random(seed + i);
      load.callers.add(Thread.ofVirtual().start(() -> load.call(random)));
    }
    return load;
  }

  private void call(Random random) {
    try {
      while (!closing) {
        int number = begun.incrementAndGet();
        var server = servers.get(random.nextInt(servers.size()));
        var key =
            "register/%d-%d"
                .formatted(
                    number / (OPERATIONS_OF_A_KEY * KEYS_AT_ONCE), random.nextInt(KEYS_AT_ONCE));
        switch (random.nextInt(4)) {
          case 0 -> read(server, key);
          case 1 -> write(server, key, number);
          case 2 -> swap(server, key, number);
          default -> writeOwnKey(server, number);
        }
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(String key, Action action, long calledNanos, boolean answered) {
    histories
        .computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>())
        .add(new Operation(action, calledNanos, answered ? System.nanoTime() : Operation.NEVER));
    if (!answered) {
      unanswered.incrementAndGet();
    }
  }

  private record Seen(int value, long index) {}

  private Optional<Seen> read(Api server, String key) {
    long called = System.nanoTime();
    try {
      var answer = server.get("/v1/kv/" + key + "?consistent");
      var seen = seen(answer);
      seen.ifPresent(s -> note(key, new Action.Read(s.value()), called, true));
      return seen;
    } catch (IOException gone) {
      unanswered.incrementAndGet();
      return Optional.empty();
    }
  }

  private static Optional<Seen> seen(RawResponse answer) {
    return switch (answer.status()) {
      case 404 -> Optional.of(new Seen(0, 0));
      case 200 -> {
        var entry = JsonText.parse(answer.text()).orElseThrow().path(0);
        var text =
            new String(
                Base64.getDecoder().decode(entry.path("Value").stringValue()),
                StandardCharsets.UTF_8);
        yield Optional.of(new Seen(Integer.parseInt(text), entry.path("ModifyIndex").asLong()));
      }
      default -> Optional.empty();
    };
  }

  private void write(Api server, String key, int value) {
    long called = System.nanoTime();
    note(key, new Action.Write(value), called, put(server, key, value).isPresent());
  }

  private void swap(Api server, String key, int value) {
    var seen = read(server, key);
    if (seen.isEmpty()) {
      return;
    }
    long called = System.nanoTime();
    var done = put(server, key + "?cas=" + seen.get().index(), value);
    note(
        key,
        new Action.Swap(seen.get().value(), value, done.orElse(false)),
        called,
        done.isPresent());
  }

  private void writeOwnKey(Api server, int number) {
    if (put(server, "own/" + number, number).orElse(false)) {
      acknowledged.put("own/" + number, String.valueOf(number));
    } else {
      unanswered.incrementAndGet();
    }
  }

  /** What the server said; empty when it is unknown whether the write was done. */
  private static Optional<Boolean> put(Api server, String keyAndQuery, int value) {
    return server
        .tryPut("/v1/kv/" + keyAndQuery, String.valueOf(value))
        .filter(answer -> answer.status() == 200)
        .map(answer -> answer.text().strip().equals("true"));
  }

  @Override
  public void close() {
    closing = true;
    try {
      for (var caller : callers) {
        caller.join();
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  /** The keys whose history no order explains. */
  List<String> inexplicable() {
    return histories.entrySet().stream()
        .filter(history -> !Linearizability.holds(List.copyOf(history.getValue())))
        .map(history -> history.getKey() + ": " + history.getValue())
        .toList();
  }

  /** What was done to each of the keys. */
  List<List<Operation>> histories() {
    return histories.values().stream().map(List::copyOf).toList();
  }

  /** What was acknowledged and must be there: key to value. */
  Map<String, String> acknowledged() {
    return new TreeMap<>(acknowledged);
  }

  @Override
  public String toString() {
    int operations = histories.values().stream().mapToInt(Queue::size).sum();
    return operations
        + " operations on "
        + histories.size()
        + " keys, "
        + acknowledged.size()
        + " writes to keys of their own, "
        + unanswered
        + " without an answer";
  }
}
