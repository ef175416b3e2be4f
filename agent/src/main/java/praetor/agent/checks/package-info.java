/**
 * Health checks that an agent runs: their rules (pure), a file for each kind of probe, and the
 * runner that calls them in time.
 *
 * <p>Start with {@link praetor.agent.checks.CheckRunner}. A new kind of check is one class that
 * implements {@link praetor.agent.checks.CheckKind}, listed in {@link
 * praetor.agent.checks.CheckKinds}.
 */
@NullMarked
package praetor.agent.checks;

import org.jspecify.annotations.NullMarked;
