/**
 * What an agent asks of the servers of its datacenter: the interfaces that a server implements
 * itself and a client agent implements by calling one.
 */
@NullMarked
package praetor.agent.servers;

import org.jspecify.annotations.NullMarked;
