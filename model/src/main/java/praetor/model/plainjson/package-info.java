/**
 * JSON as plain Java values, without a library: for one-shot commands, whose start-up time counts,
 * and for configuration files, whose error texts are those of Go's decoder. The agent's own HTTP
 * API uses Jackson.
 */
@NullMarked
package praetor.model.plainjson;

import org.jspecify.annotations.NullMarked;
