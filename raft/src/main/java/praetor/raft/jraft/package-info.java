/**
 * SOFAJRaft behind our API: the engine, and the adapters that give it our log, vote, snapshots,
 * timers and transport.
 *
 * <p>Start reading at {@link praetor.raft.jraft.JraftEngine}. SOFAJRaft finds {@link
 * praetor.raft.jraft.PraetorRpcFactory} and {@link praetor.raft.jraft.OneThreadTimers} as services;
 * everything that belongs to one engine reaches them through {@link
 * praetor.raft.jraft.EngineNodeOptions}.
 *
 * <p>Source: SOFAJRaft 1.4.1, whose behaviour these classes rely on where they say so.
 */
@NullMarked
package praetor.raft.jraft;

import org.jspecify.annotations.NullMarked;
