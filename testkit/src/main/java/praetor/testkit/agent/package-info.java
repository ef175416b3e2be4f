/**
 * Starts the program under test, or a real Consul, as a child process and stops it again.
 *
 * <p>Start at {@link praetor.testkit.agent.AgentLauncher}; {@link
 * praetor.testkit.agent.ProcessLauncher} is the one for programs. Each {@link
 * praetor.testkit.agent.ProcessAgent} belongs to the test that started it; what a test forgets to
 * stop is killed when the test JVM ends.
 */
@NullMarked
package praetor.testkit.agent;

import org.jspecify.annotations.NullMarked;
