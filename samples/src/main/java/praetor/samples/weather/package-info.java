/** Temperatures: {@code GET /weather/Seattle}. */
@NullMarked
package praetor.samples.weather;

import org.jspecify.annotations.NullMarked;
