package praetor.agent.rpc.net;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.ByteStream;
import praetor.agent.rpc.stream.Deadline;
import praetor.agent.rpc.wire.ValueScanner;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * Takes MessagePack values off a stream, whole and unread. What a value claims to hold costs memory
 * only as it arrives. Owned by one thread.
 */
final class ValueReader {
  /** What is said when the memory for what was received is used up. */
  static final String TOO_MUCH = "too much is being received at the same time";

  private static final byte[] NOTHING = new byte[0];

  private final ByteStream stream;
  private final int maxBytes;
  private final ByteBudget budget;
  // Received, and not yet part of a value.
  private byte[] rest = NOTHING;

  /**
   * @param maxBytes a larger value is refused
   * @param budget memory for values that are not complete yet
   */
  ValueReader(ByteStream stream, int maxBytes, ByteBudget budget) {
    this.stream = stream;
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /** Whether bytes of the next value have come. */
  boolean hasMore() {
    return rest.length > 0;
  }

  /** What was received after the last value; it is forgotten here. */
  byte[] takeRest() {
    var taken = rest;
    rest = NOTHING;
    return taken;
  }

  /**
   * Waits for a value.
   *
   * @param begin by when it must begin to come
   * @param within how long it may take from then on
   * @return empty when the stream ends before it
   */
  Optional<Bytes> next(Deadline begin, Duration within) throws IOException, DecodeException {
    if (rest.length == 0) {
      rest = stream.receive(begin);
      if (rest.length == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(rest(Deadline.after(within)));
  }

  /** Waits for a value that must come. */
  Bytes need(Deadline deadline) throws IOException, DecodeException {
    if (rest.length == 0) {
      rest = more(deadline);
    }
    return rest(deadline);
  }

  private Bytes rest(Deadline deadline) throws IOException, DecodeException {
    var scanner = new ValueScanner();
    List<byte[]> parts = new ArrayList<>();
    long held = 0;
    try {
      while (true) {
        int end = scanner.scan(rest, 0, rest.length);
        if (held + end > maxBytes) {
          throw new DecodeException("a value of more than " + maxBytes + " bytes");
        }
        if (scanner.isComplete()) {
          return value(parts, (int) held, end);
        }
        if (!budget.tryTake(end)) {
          throw new DecodeException(TOO_MUCH);
        }
        held += end;
        parts.add(rest);
        rest = more(deadline);
      }
    } finally {
      budget.give(held);
    }
  }

  /** The earlier parts and the beginning of what is left, which keeps its end. */
  private Bytes value(List<byte[]> parts, int held, int end) {
    var last = rest;
    rest = end == last.length ? NOTHING : Arrays.copyOfRange(last, end, last.length);
    if (parts.isEmpty()) {
      return Bytes.owned(end == last.length ? last : Arrays.copyOf(last, end));
    }
    var all = new byte[held + end];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    System.arraycopy(last, 0, all, at, end);
    return Bytes.owned(all);
  }

  private byte[] more(Deadline deadline) throws IOException {
    var bytes = stream.receive(deadline);
    if (bytes.length == 0) {
      throw new EOFException("EOF");
    }
    return bytes;
  }
}
