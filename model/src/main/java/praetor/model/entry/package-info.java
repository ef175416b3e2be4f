/**
 * Config entries: settings of the whole datacenter by kind and name.
 *
 * <p>What an entry of a kind holds is declared once, as data, in {@link
 * praetor.model.entry.EntryKinds}; entries themselves are values under the names of those
 * declarations. Pure.
 */
@NullMarked
package praetor.model.entry;

import org.jspecify.annotations.NullMarked;
