/**
 * The services of the lab, for users to read and to change: a portal that asks for stock prices and
 * the weather, the two services behind it, and a small balancer. They know nothing of Praetor: the
 * portal finds the others by DNS, the balancer by a file that a template renders.
 *
 * <p>Start with {@link praetor.samples.stock.StockPrice} and {@link
 * praetor.samples.portal.DnsDiscovery}.
 */
@NullMarked
package praetor.samples;

import org.jspecify.annotations.NullMarked;
