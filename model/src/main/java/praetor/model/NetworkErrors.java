package praetor.model;

import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Why the network failed, in the words that operators know from Go programs.
 *
 * <p>Source: errors of Consul 1.21.4 and of its TLS for the same failures.
 */
public final class NetworkErrors {
  /** Parts of the JDK's texts, in lower case, and what Go says; the first one that fits counts. */
  private static final Map<String, String> WORDS = words();

  private NetworkErrors() {}

  private static Map<String, String> words() {
    var words = new LinkedHashMap<String, String>();
    words.put("connection timed out", "connection timed out");
    words.put("timed out", "i/o timeout");
    words.put("connection refused", "connection refused");
    words.put("connection reset", "connection reset by peer");
    words.put("broken pipe", "broken pipe");
    words.put("no route to host", "no route to host");
    words.put("host is unreachable", "no route to host");
    words.put("network is unreachable", "network is unreachable");
    words.put("in use", "address already in use");
    words.put("cannot assign requested address", "cannot assign requested address");
    words.put("permission denied", "permission denied");
    words.put("socket closed", "use of closed network connection");
    words.put("socket is closed", "use of closed network connection");
    words.put("stream closed", "use of closed network connection");
    words.put("terminated the handshake", "EOF");
    words.put(
        "path building failed",
        "tls: failed to verify certificate: x509: certificate signed by unknown authority");
    words.put(
        "validity check failed",
        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid");
    words.put("empty client certificate chain", "tls: client didn't provide a certificate");
    words.put(
        "unsupported or unrecognized ssl message",
        "tls: first record does not look like a TLS handshake");
    words.put("fatal alert: bad_certificate", "remote error: tls: bad certificate");
    words.put("fatal alert: certificate_required", "remote error: tls: certificate required");
    words.put("fatal alert: certificate_unknown", "remote error: tls: unknown certificate");
    words.put("fatal alert: unknown_ca", "remote error: tls: unknown certificate authority");
    words.put("fatal alert: handshake_failure", "remote error: tls: handshake failure");
    words.put("fatal alert: protocol_version", "remote error: tls: protocol version not supported");
    return words;
  }

  /** Why a connection failed: {@code connection refused}, {@code EOF}. */
  public static String why(IOException failure) {
    if (failure instanceof EOFException) {
      return "EOF";
    }
    var text = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    var lower = text.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(word -> lower.contains(word.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(text);
  }

  /**
   * Why an operation of the system failed, with its name as Go puts it: {@code connect: connection
   * refused}. What is no error of the system's goes without.
   *
   * @param call such as {@code read}
   */
  public static String why(String call, IOException failure) {
    var why = why(failure);
    boolean ofSystem =
        !why.equals("EOF")
            && !why.equals("i/o timeout")
            && !why.startsWith("use of closed")
            && !why.contains("tls: ");
    return ofSystem ? call + ": " + why : why;
  }
}
