/**
 * The consensus engine: a replicated log that feeds one state machine, the same commands in the
 * same order on every server.
 *
 * <p>Start reading at {@link praetor.raft.RaftEngine}, the whole of what the agent sees; it is
 * opened with {@link praetor.raft.RaftOptions} and a {@link praetor.raft.StateMachine}. Behind it
 * stands SOFAJRaft with our own log on disk ({@code praetor.raft.log}), our own files ({@code
 * praetor.raft.disk}) and our own transport ({@code praetor.raft.net}). No type of SOFAJRaft leaves
 * this module.
 */
@NullMarked
package praetor.raft;

import org.jspecify.annotations.NullMarked;
