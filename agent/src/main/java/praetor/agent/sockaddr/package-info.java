/**
 * Templates in address settings, such as {@code {{ GetPrivateInterfaces | include "network"
 * "10.0.0.0/8" | attr "address" }}}: pure functions of a list of interfaces. Start with {@link
 * praetor.agent.sockaddr.AddressTemplate}.
 */
@NullMarked
package praetor.agent.sockaddr;

import org.jspecify.annotations.NullMarked;
