/**
 * Replays recorded questions and answers of Consul 1.21.4 (resources {@code vectors/*.json}). Start
 * reading at {@link praetor.dns.vectors.Vector}.
 *
 * <p>The files whose names start with {@code extra-} were recorded from a running Consul 1.21.4 for
 * rules that the others leave open. Left out on purpose, because Praetor answers otherwise: a node
 * of another datacenter whose {@code wan} address is a host name (Consul makes a CNAME of its plain
 * address), and the reverse name of a service registered under an IPv4-mapped IPv6 address.
 */
@NullMarked
package praetor.dns.vectors;

import org.jspecify.annotations.NullMarked;
