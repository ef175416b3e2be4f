/**
 * Registers containers: what Docker runs on this host becomes services of a registry. The loop
 * takes a snapshot, follows the Engine's events, and compares all of it now and then; what to write
 * is decided in {@link praetor.registrator.rules}, where to is in {@link
 * praetor.registrator.backend}.
 *
 * <p>Start with {@link praetor.registrator.Registrator}, whose thread owns all that is known.
 */
@NullMarked
package praetor.registrator;

import org.jspecify.annotations.NullMarked;
