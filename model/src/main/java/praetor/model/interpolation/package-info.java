/**
 * Text with expressions in it, <code>web-${match(1)}</code>: the language of the templates of
 * prepared queries. Start with {@link praetor.model.interpolation.Interpolation}.
 *
 * <p>Source: public documentation of HIL (HashiCorp Interpolation Language); which text gets which
 * value or error was observed on Consul 1.21.4. Everything here is an immutable value, safe for any
 * thread.
 */
@NullMarked
package praetor.model.interpolation;

import org.jspecify.annotations.NullMarked;
