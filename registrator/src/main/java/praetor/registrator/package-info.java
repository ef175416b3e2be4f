/**
 * Containers to catalog: watches a Docker engine and registers what its containers publish. Speaks
 * to agents through {@link praetor.client} alone.
 */
@NullMarked
package praetor.registrator;

import org.jspecify.annotations.NullMarked;
