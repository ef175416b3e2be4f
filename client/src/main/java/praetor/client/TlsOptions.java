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

  /** Whether nothing is set: no file has to be looked at for plain HTTP. */
  boolean isPlain() {
    return caFile.isEmpty()
        && caPath.isEmpty()
        && clientCert.isEmpty()
        && clientKey.isEmpty()
        && serverName.isEmpty()
        && verify;
  }
}
