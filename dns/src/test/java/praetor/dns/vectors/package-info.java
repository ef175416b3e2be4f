/**
 * Replays recorded questions and answers of Consul 1.21.4 (resources {@code vectors/*.json}). Start
 * reading at {@link praetor.dns.vectors.Vector}.
 */
@NullMarked
package praetor.dns.vectors;

import org.jspecify.annotations.NullMarked;
