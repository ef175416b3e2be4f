/**
 * Two-way streams of bytes as the server port uses them: every wait has a deadline, and what is
 * held for others is counted. Start with {@link praetor.agent.rpc.stream.ByteStream}.
 */
@NullMarked
package praetor.agent.rpc.stream;

import org.jspecify.annotations.NullMarked;
