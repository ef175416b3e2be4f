package praetor.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongFunction;

/** Where a load generator takes its next request from. Owned by the generator's thread. */
@FunctionalInterface
public interface Requests {

  /** Writes the next request into the empty buffer; false when there is none left. */
  boolean next(ByteBuffer out);

  /** Reads of these paths, in turn and without end. */
  static Requests reads(List<String> paths) {
    byte[][] encoded = paths.stream().map(path -> encode("GET", path, "")).toArray(byte[][]::new);
    var turn = new int[1];
    return out -> {
      out.put(encoded[turn[0]]);
      turn[0] = (turn[0] + 1) % encoded.length;
      return true;
    };
  }

  /**
   * Writes of keys under a prefix, in turn and without end; no value repeats, for an equal write is
   * less work.
   */
  static Requests keyWrites(String prefix, int keys, int valueBytes) {
    String digits = "0".repeat(10);
    byte[] request = encode("PUT", "/v1/kv/" + prefix + digits, "x".repeat(valueBytes));
    int keyEnd = ("PUT /v1/kv/" + prefix + digits).length();
    // Two measured runs of one server must not write the same values.
    var count = new long[] {System.nanoTime() / 1_000 % 1_000_000_000L};
    return out -> {
      long number = count[0]++;
      patch(request, keyEnd, number % keys);
      patch(request, request.length, number);
      out.put(request);
      return true;
    };
  }

  /** The requests made of the numbers 0 to {@code count - 1}, once. */
  static Requests numbered(long count, LongFunction<byte[]> request) {
    var done = new long[1];
    return out -> {
      if (done[0] == count) {
        return false;
      }
      out.put(request.apply(done[0]++));
      return true;
    };
  }

  /** A whole request; keep-alive is the default of HTTP/1.1. */
  static byte[] encode(String method, String path, String body) {
    String length =
        method.equals("GET") ? "" : "Content-Length: " + body.getBytes(US_ASCII).length + "\r\n";
    return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + body)
        .getBytes(US_ASCII);
  }

  private static void patch(byte[] request, int end, long number) {
    long rest = number;
    for (int at = end - 1; at >= end - 10; at--) {
      request[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
