/**
 * Commands that make certificates for the agents of a cluster: an authority, and what it signs. The
 * JDK makes keys and signatures; the encoding of certificates is in {@link praetor.cli.tls.Der} and
 * {@link praetor.cli.tls.SignedCertificate}.
 */
@NullMarked
package praetor.cli.tls;

import org.jspecify.annotations.NullMarked;
