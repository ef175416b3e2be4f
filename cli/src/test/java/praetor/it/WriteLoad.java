package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import praetor.testkit.net.RawResponse;
import praetor.testkit.vectors.JsonText;

/**
 * Concurrent writers that note which of their writes were acknowledged, until closed.
 *
 * <p>Plain writers use a new key for each write, counters overwrite one key by check-and-set, and a
 * locker takes a lock on a new key in one session after another. A write that was cut off may be
 * there or not.
 */
final class WriteLoad implements AutoCloseable {
  private static final int PLAIN_WRITERS = 4;
  private static final int COUNTERS = 2;

  private final Api api;
  private final String prefix;
  private final List<Thread> writers = new ArrayList<>();
  private final Map<String, String> written = new ConcurrentHashMap<>();
  private final Map<String, Integer> counted = new ConcurrentHashMap<>();
  private final Map<String, String> locked = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile boolean closing;

  /**
   * Writers that have not begun.
   *
   * @param prefix of all their keys; nobody else writes there
   */
  WriteLoad(Api api, String prefix) {
    this.api = api;
    this.prefix = prefix;
  }

  WriteLoad start() {
    for (int i = 0; i < PLAIN_WRITERS; i++) {
      int number = i;
      begin(() -> writeKeys(number));
    }
    for (int i = 0; i < COUNTERS; i++) {
      int number = i;
      begin(() -> count(number));
    }
    begin(this::lock);
    return this;
  }

  private void begin(Runnable writer) {
    writers.add(Thread.ofVirtual().start(writer));
  }

  int acknowledged() {
    return acknowledged.get();
  }

  private void writeKeys(int number) {
    for (int n = 0; !closing; n++) {
      var key = "%s/kv/%d/%d".formatted(prefix, number, n);
      if (isTrue(api.tryPut("/v1/kv/" + key, "value of " + key))) {
        note(written, key, "value of " + key);
      }
    }
  }

  private void count(int number) {
    var key = prefix + "/cas/" + number;
    while (!closing) {
      try {
        var before = api.get("/v1/kv/" + key);
        var entry = JsonText.parse(before.text()).map(list -> list.path(0));
        int next =
            entry.map(e -> Integer.parseInt(decoded(e.path("Value").stringValue())) + 1).orElse(1);
        long index = entry.map(e -> e.path("ModifyIndex").asLong()).orElse(0L);
        if (isTrue(api.tryPut("/v1/kv/" + key + "?cas=" + index, String.valueOf(next)))) {
          note(counted, key, next);
        }
      } catch (IOException gone) {
        // The agent was killed between two writes.
        continue;
      }
    }
  }

  private void lock() {
    for (int n = 0; !closing; n++) {
      var key = prefix + "/lock/" + n;
      var session =
          api.tryPut("/v1/session/create", "{\"LockDelay\": \"0s\"}")
              .filter(answer -> answer.status() == 200)
              .map(answer -> JsonText.object(answer.text()).path("ID").stringValue());
      if (session.isPresent()
          && isTrue(api.tryPut("/v1/kv/" + key + "?acquire=" + session.get(), "held"))) {
        note(locked, key, session.get());
      }
    }
  }

  private <T> void note(Map<String, T> acknowledgedOnes, String key, T value) {
    acknowledgedOnes.put(key, value);
    acknowledged.incrementAndGet();
  }

  private static boolean isTrue(Optional<RawResponse> answer) {
    return answer.filter(a -> a.status() == 200 && a.text().strip().equals("true")).isPresent();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** Lets the writers end; what they wait for is answered or cut off by then. */
  @Override
  public void close() {
    closing = true;
    try {
      for (var writer : writers) {
        writer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fails when an acknowledged write is not there. */
  void assertAllThere() throws IOException {
    var there =
        api.json("/v1/kv/" + prefix + "/?recurse").values().stream()
            .collect(Collectors.toMap(e -> e.path("Key").stringValue(), e -> e));
    written.forEach(
        (key, value) -> {
          assertThat(there).as("acknowledged write").containsKey(key);
          assertThat(decoded(there.get(key).path("Value").stringValue())).isEqualTo(value);
        });
    counted.forEach(
        (key, value) -> {
          assertThat(there).as("acknowledged check-and-set").containsKey(key);
          // One more may have been done without its answer.
          assertThat(Integer.parseInt(decoded(there.get(key).path("Value").stringValue())))
              .as(key)
              .isBetween(value, value + 1);
        });
    var sessions =
        api.json("/v1/session/list").values().stream()
            .map(session -> session.path("ID").stringValue())
            .collect(Collectors.toSet());
    locked.forEach(
        (key, session) -> {
          assertThat(sessions).as("acknowledged session").contains(session);
          assertThat(there).as("acknowledged lock").containsKey(key);
          assertThat(there.get(key).path("Session").asString("")).as(key).isEqualTo(session);
        });
  }
}
