/**
 * What an agent is in its datacenter: a server, which holds the state and answers others, or a
 * client, which asks servers. Here everything that makes the one or the other is put together.
 */
@NullMarked
package praetor.agent.role;

import org.jspecify.annotations.NullMarked;
