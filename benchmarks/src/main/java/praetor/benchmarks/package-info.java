/**
 * Load scenarios that run Praetor and a real Consul in alternation and print the ratios: start at
 * {@link praetor.benchmarks.Bench}. Nothing of it is shipped, and it uses no other module.
 */
@NullMarked
package praetor.benchmarks;

import org.jspecify.annotations.NullMarked;
