package praetor.agent.auto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Where a certificate comes from when the one before is over and opens no connection any more. */
interface CertificateSource {
  /** Asks every server once. Blocks; empty when nobody gave one. */
  Optional<Given> again() throws GeneralSecurityException, IOException;

  /** Hears of each certificate that is taken. */
  void keep(Given given);
}
