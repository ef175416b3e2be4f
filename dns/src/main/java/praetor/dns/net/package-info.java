/**
 * The edge of the DNS interface: sockets and threads around {@link praetor.dns.Answers}.
 *
 * <p>Start reading at {@link praetor.dns.net.DnsServer}. Each address has one platform thread for
 * its datagrams, which answers what needs no waiting; everything else, and every TCP connection,
 * has a virtual thread. {@link praetor.dns.net.SocketUpstream} asks the recursors.
 */
@NullMarked
package praetor.dns.net;

import org.jspecify.annotations.NullMarked;
