/**
 * JSON and base64 as plain Java values, without a library: for one-shot commands, whose start-up
 * time counts, and for configuration files, whose error texts are those of Go's decoders. The
 * agent's own HTTP API has its codecs in {@code praetor.model.codec}.
 */
@NullMarked
package praetor.model.text;

import org.jspecify.annotations.NullMarked;
