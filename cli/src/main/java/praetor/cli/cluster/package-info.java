/** Commands about members, servers and the agent's figures. */
@NullMarked
package praetor.cli.cluster;

import org.jspecify.annotations.NullMarked;
