/**
 * What helps a person whose servers have lost their majority for good: what each stopped server
 * knows, whose log is the newest, and the file {@code peers.json} that makes the survivors the
 * group.
 *
 * <p>Start reading at {@link praetor.agent.recovery.RecoveryPlan}, which decides; {@link
 * praetor.agent.recovery.StoppedServer} is the data directory.
 */
@NullMarked
package praetor.agent.recovery;

import org.jspecify.annotations.NullMarked;
