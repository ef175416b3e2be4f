/**
 * What an agent gets from its servers before it can speak to them as a member: a certificate
 * ({@code auto_encrypt}) or its first configuration besides ({@code auto_config}). {@link
 * praetor.agent.auto.FirstContact} asks, {@link praetor.agent.auto.CertificateKeeper} keeps the
 * certificate alive; on a server {@link praetor.agent.auto.MeshTrust} has such certificates taken.
 */
@NullMarked
package praetor.agent.auto;

import org.jspecify.annotations.NullMarked;
