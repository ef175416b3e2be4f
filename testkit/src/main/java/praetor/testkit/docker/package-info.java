/**
 * A Docker Engine that is not one, for tests of what speaks to it.
 *
 * <p>Start at {@link praetor.testkit.docker.FakeEngine}, which owns its server and its commands.
 */
@NullMarked
package praetor.testkit.docker;

import org.jspecify.annotations.NullMarked;
