/**
 * The agent's certificates: {@link praetor.agent.tls.AgentTls} holds what the files of the
 * configuration said when they were last read whole, for each protocol; listeners and callers make
 * their TLS contexts from it. Safe for any thread.
 */
@NullMarked
package praetor.agent.tls;

import org.jspecify.annotations.NullMarked;
