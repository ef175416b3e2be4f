/**
 * The DNS interface: which records a question gets, and the bytes of the answer.
 *
 * <p>Start reading at {@link praetor.dns.Answers}: a question's bytes, {@link
 * praetor.dns.DnsOptions} and what a {@link praetor.dns.Lookup} found go in, the answer's bytes
 * come out. The agent implements {@link praetor.dns.Lookup}; {@link praetor.dns.Upstream} stands
 * for the recursors and is implemented by {@code praetor.dns.net}, which also owns sockets and
 * threads. Nothing here reads a clock, opens a socket or starts a thread.
 */
@NullMarked
package praetor.dns;

import org.jspecify.annotations.NullMarked;
