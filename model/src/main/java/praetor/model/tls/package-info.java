/**
 * Certificates and keys from PEM text, and the JDK's TLS made of them: the one place for all
 * listeners and clients. Files are read by those who use it. Start with {@link
 * praetor.model.tls.Identity} and {@link praetor.model.tls.TlsMaterial}.
 */
@NullMarked
package praetor.model.tls;

import org.jspecify.annotations.NullMarked;
