package praetor.agent.auto;

import java.security.GeneralSecurityException;
import java.util.Optional;

/** Where a certificate comes from when the one before is over and opens no connection any more. */
@FunctionalInterface
interface CertificateSource {
  /** Asks every server once. Blocks; empty when nobody gave one. */
  Optional<Given> again() throws GeneralSecurityException;
}
