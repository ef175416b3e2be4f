/**
 * What the bodies of calls hold: a {@link praetor.agent.rpc.call.Method} says which argument a call
 * takes and which reply it brings. Start with the lists of methods, such as {@link
 * praetor.agent.rpc.call.CatalogCalls}.
 *
 * <p>An argument is what is asked (a body) within what every read or every write carries: {@link
 * praetor.agent.rpc.call.ReadRequest}, {@link praetor.agent.rpc.call.WriteRequest}. Bodies are
 * records of the model or of the state where those fit. Source: rpc facts, sections 3 to 6;
 * recorded calls of Consul 1.21.4.
 */
@NullMarked
package praetor.agent.rpc.call;

import org.jspecify.annotations.NullMarked;
