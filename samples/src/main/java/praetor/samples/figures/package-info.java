/** Where services have their figures from: made up offline, or asked of another server. */
@NullMarked
package praetor.samples.figures;

import org.jspecify.annotations.NullMarked;
