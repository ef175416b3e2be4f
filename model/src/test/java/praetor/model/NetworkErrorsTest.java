package praetor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JDK's failures in Go's words. */
class NetworkErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Connection refused | connect: connection refused",
        "Connection reset | connect: connection reset by peer",
        "Connection reset by peer | connect: connection reset by peer",
        "Broken pipe | connect: broken pipe",
        "No route to host | connect: no route to host",
        "Network is unreachable | connect: network is unreachable",
        "Connection timed out | connect: connection timed out",
        "Connect timed out | i/o timeout",
        "Read timed out | i/o timeout",
        "Socket closed | use of closed network connection",
        "Address already in use (Bind failed) | connect: address already in use",
        "Remote host terminated the handshake | EOF",
        "(certificate_unknown) PKIX path building failed: x | tls: failed to verify certificate:"
            + " x509: certificate signed by unknown authority",
        "Received fatal alert: bad_certificate | remote error: tls: bad certificate",
        "something else | connect: something else",
      })
  void aFailureIsSaidAsGoSaysIt(String jdk, String go) {
    assertThat(NetworkErrors.why("connect", new IOException(jdk))).isEqualTo(go);
  }

  @Test
  void anEndIsEof() {
    assertThat(NetworkErrors.why(new EOFException("SSL peer shut down incorrectly")))
        .isEqualTo("EOF");
    assertThat(NetworkErrors.why("read", new EOFException())).isEqualTo("EOF");
  }
}
