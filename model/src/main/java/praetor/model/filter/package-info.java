/**
 * Consul's filter expressions ({@code ?filter=}): {@link praetor.model.filter.Filter} reads an
 * expression for the rows of one shape and tests rows with it.
 *
 * <p>{@link praetor.model.filter.ExpressionParser} turns text into an {@link
 * praetor.model.filter.Expression}, {@link praetor.model.filter.Binder} looks its selectors up in
 * the shape. Everything here is pure; filters are immutable and safe for any thread. Source: the
 * public documentation of filtering in the HTTP API, and the answers of Consul 1.21 to well-formed
 * and malformed expressions.
 */
@NullMarked
package praetor.model.filter;

import org.jspecify.annotations.NullMarked;
