/**
 * Snapshots in Azure Blob Storage, by its REST interface and the JDK's HTTP client. Start reading
 * at {@link praetor.snapshot.azure.AzureBackend}.
 */
@NullMarked
package praetor.snapshot.azure;

import org.jspecify.annotations.NullMarked;
