/** Stock prices: {@code GET /stock/AMZN}. */
@NullMarked
package praetor.samples.stock;

import org.jspecify.annotations.NullMarked;
