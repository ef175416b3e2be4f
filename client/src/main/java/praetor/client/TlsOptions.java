package praetor.client;

import java.util.Optional;

/**
 * How to speak TLS.
 *
 * @param serverName name sent and expected instead of the address
 * @param verify whether the server's certificate is checked
 */
public record TlsOptions(
    Optional<String> caFile,
    Optional<String> caPath,
    Optional<String> clientCert,
    Optional<String> clientKey,
    Optional<String> serverName,
    boolean verify) {

  public static final TlsOptions DEFAULT =
      new TlsOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true);

  boolean isPlain() {
    return equals(DEFAULT);
  }
}
