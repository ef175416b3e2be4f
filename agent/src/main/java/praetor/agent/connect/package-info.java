/**
 * Certificates of the service mesh: what the servers' authority signs ({@link
 * praetor.agent.connect.BuiltInAuthority}) and what an agent keeps of it for its services ({@link
 * praetor.agent.connect.LeafCertificates}). The records are in {@link praetor.model.connect}.
 */
@NullMarked
package praetor.agent.connect;

import org.jspecify.annotations.NullMarked;
