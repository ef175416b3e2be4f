/**
 * The certificates of the service mesh as values: authorities, what they sign, and the SPIFFE ids
 * that certificates stand for. Start with {@link praetor.model.connect.CaRoot} and {@link
 * praetor.model.connect.SpiffeId}.
 */
@NullMarked
package praetor.model.connect;

import org.jspecify.annotations.NullMarked;
