package praetor.agent.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an answer of HTTP/1. Used by one thread. */
final class HttpInput {
  /** Far above any real server's; Go allows 10 MB. */
  private static final int HEAD_MAX_BYTES = 1 << 20;

  private final ProbeSocket socket;
  private final byte[] buffer = new byte[8_192];
  private int next;
  private int end;

  HttpInput(ProbeSocket socket) {
    this.socket = socket;
  }

  /** Status line and headers, names in lower case; of a repeated name the first. */
  record Head(int code, String status, Map<String, String> headers) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  Head head() throws ProbeException {
    var lines = lines();
    var status = lines.getFirst();
    int blank = status.indexOf(' ');
    if (!status.startsWith("HTTP/") || blank < 0) {
      throw new ProbeException(
          "net/http: HTTP/1.x transport connection broken: malformed HTTP response \""
              + status
              + "\"");
    }
    var headers = new HashMap<String, String>();
    for (var line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    var codeAndReason = status.substring(blank + 1).strip();
    return new Head(code(codeAndReason), codeAndReason, headers);
  }

  private static int code(String codeAndReason) throws ProbeException {
    try {
      return Integer.parseInt(codeAndReason.split(" ", 2)[0]);
    } catch (NumberFormatException _) {
      throw new ProbeException("malformed HTTP status code \"" + codeAndReason + "\"");
    }
  }

  private List<String> lines() throws ProbeException {
    var lines = new ArrayList<String>();
    int bytes = 0;
    while (true) {
      var line = line();
      bytes += line.length();
      if (bytes > HEAD_MAX_BYTES) {
        throw new ProbeException("net/http: server response headers exceeded limit");
      }
      if (!line.isEmpty()) {
        lines.add(line);
      } else if (!lines.isEmpty()) {
        return lines;
      }
    }
  }

  private String line() throws ProbeException {
    var line = new StringBuilder();
    for (int b = need(); b != '\n'; b = need()) {
      line.append((char) b);
      if (line.length() > HEAD_MAX_BYTES) {
        throw new ProbeException("net/http: server response headers exceeded limit");
      }
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  /** Reads the body to its end. */
  void body(Head head, CheckOutput.Tail tail) throws ProbeException {
    if (head.header("transfer-encoding").filter(e -> e.equalsIgnoreCase("chunked")).isPresent()) {
      chunks(tail);
    } else {
      var length = head.header("content-length");
      copy(length.isPresent() ? length(length.get(), 10) : Long.MAX_VALUE, tail);
    }
  }

  private void chunks(CheckOutput.Tail tail) throws ProbeException {
    while (true) {
      var size = line();
      int extension = size.indexOf(';');
      long length = length(extension < 0 ? size : size.substring(0, extension), 16);
      if (length == 0) {
        return;
      }
      copy(length, tail);
      line();
    }
  }

  private static long length(String text, int radix) throws ProbeException {
    try {
      return Long.parseUnsignedLong(text.strip(), radix);
    } catch (NumberFormatException _) {
      throw new ProbeException("malformed length \"" + text + "\"");
    }
  }

  /** Copies so many bytes, or what there is when the connection ends earlier. */
  private void copy(long length, CheckOutput.Tail tail) throws ProbeException {
    long left = length;
    while (left > 0 && (next < end || fill())) {
      int n = (int) Math.min(left, end - next);
      tail.add(Arrays.copyOfRange(buffer, next, next + n), n);
      next += n;
      left -= n;
    }
  }

  private int need() throws ProbeException {
    if (next == end && !fill()) {
      throw new ProbeException("EOF");
    }
    return buffer[next++] & 0xff;
  }

  private boolean fill() throws ProbeException {
    int n = socket.read(buffer);
    next = 0;
    end = Math.max(0, n);
    return n > 0;
  }
}
