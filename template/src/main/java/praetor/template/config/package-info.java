/**
 * The configuration of {@code template} and {@code env}: flags and files become one tree, the tree
 * becomes records. Start reading at {@link praetor.template.config.Settings}.
 */
@NullMarked
package praetor.template.config;

import org.jspecify.annotations.NullMarked;
