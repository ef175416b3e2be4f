@NullMarked
package praetor.benchmarks;

import org.jspecify.annotations.NullMarked;
