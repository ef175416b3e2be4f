/**
 * Templates rendered from the catalog and the KV store, as consul-template renders them. Speaks to
 * agents through {@link praetor.client} alone.
 */
@NullMarked
package praetor.template;

import org.jspecify.annotations.NullMarked;
