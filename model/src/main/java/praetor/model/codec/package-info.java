/**
 * Codecs: one declaration of a record's fields ({@link praetor.model.codec.Shape}) gives its JSON,
 * its MessagePack and access by name for filters. {@link praetor.model.codec.Codecs} holds the
 * codecs of plain values.
 */
@NullMarked
package praetor.model.codec;

import org.jspecify.annotations.NullMarked;
