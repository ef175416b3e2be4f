package praetor.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import praetor.benchmarks.load.HttpLoad;
import praetor.benchmarks.load.LoadResult;
import praetor.benchmarks.load.Requests;
import praetor.benchmarks.server.Server;

/** What scenarios put into a server before they measure. */
final class Data {

  static final int VALUE_BYTES = 100;

  /** The value size of which the memory for a million keys is told. */
  static final int LARGE_VALUE_BYTES = 256;

  /** Consul takes up to 128 operations per transaction. */
  private static final int KEYS_PER_TXN = 64;

  private static final Duration LOAD_MAX = Duration.ofMinutes(15);

  private Data() {}

  /** Name of a key of {@link #writeKeys}. */
  static String key(String prefix, long number) {
    return String.format(Locale.ROOT, "%s%010d", prefix, number);
  }

  /** Writes keys 0 to {@code count - 1} under a prefix, in transactions on a few connections. */
  static LoadResult writeKeys(
      Server server, String prefix, int count, int valueBytes, int connections) throws IOException {
    String value = Base64.getEncoder().encodeToString("v".repeat(valueBytes).getBytes(US_ASCII));
    int txns = (count + KEYS_PER_TXN - 1) / KEYS_PER_TXN;
    var requests =
        Requests.numbered(
            txns, txn -> Requests.encode("PUT", "/v1/txn", txn(prefix, txn, count, value)));
    var result = new HttpLoad(server.httpPort(), connections).run(requests, LOAD_MAX);
    if (result.failures() > 0 || result.requests() < txns) {
      throw new IOException(result.failures() + " of " + txns + " transactions failed");
    }
    return result;
  }

  private static String txn(String prefix, long txn, int count, String value) {
    var body = new StringBuilder(KEYS_PER_TXN * (120 + 2 * value.length())).append('[');
    long end = Math.min((txn + 1) * KEYS_PER_TXN, count);
    for (long i = txn * KEYS_PER_TXN; i < end; i++) {
      body.append(body.length() > 1 ? "," : "")
          .append("{\"KV\":{\"Verb\":\"set\",\"Key\":\"")
          .append(key(prefix, i))
          .append("\",\"Value\":\"")
          .append(value)
          .append("\"}}");
    }
    return body.append(']').toString();
  }

  /** Registers a service with one instance on each of so many nodes, all passing. */
  static void registerInstances(Server server, String service, int count) throws IOException {
    try (var caller = server.caller()) {
      for (int i = 0; i < count; i++) {
        caller.mustPut("/v1/catalog/register", instance(service, i, "v1"));
      }
    }
  }

  /** Body that registers an instance; another tag makes a change of it. */
  static String instance(String service, int number, String tag) {
    return """
        {"Node": "%1$s-node-%2$d", "Address": "10.1.%3$d.%4$d",
         "Service": {"ID": "%1$s-%2$d", "Service": "%1$s", "Port": 8080, "Tags": ["%5$s"],
                     "Meta": {"version": "1.2.3"}},
         "Check": {"CheckID": "%1$s-%2$d", "Name": "alive", "ServiceID": "%1$s-%2$d",
                   "Status": "passing"}}"""
        .formatted(service, number, number / 250, number % 250 + 1, tag);
  }
}
