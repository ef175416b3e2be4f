/**
 * DNS over the catalog: {@link praetor.agent.dns.CatalogLookup} answers what {@code praetor.dns}
 * asks.
 */
@NullMarked
package praetor.agent.dns;

import org.jspecify.annotations.NullMarked;
