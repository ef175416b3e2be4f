package praetor.snapshot.s3;

import java.io.IOException;
import java.util.Set;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StorageBackend;

/**
 * {@code s3://BUCKET/PREFIX}. Options, each with what stands in for it:
 *
 * <ul>
 *   <li>{@code region}: variable AWS_REGION, else us-east-1 where an endpoint is given
 *   <li>{@code endpoint}: variable AWS_S3_ENDPOINT; then {@code path-style=true} for most
 *   <li>{@code access-key-id}, {@code secret-access-key}, {@code session-token}: variables, files,
 *       web identity, container and instance roles, as Amazon's SDK looks for them
 *   <li>{@code role-arn}, {@code role-session-name}, {@code web-identity-token-file}, {@code
 *       sts-endpoint}: a role to assume
 *   <li>{@code sse=true}, {@code kms=true}, {@code kms-key}: encryption by the server
 *   <li>{@code part-size}: bytes of the parts of a large object; {@code timeout}: seconds for each
 *       try
 * </ul>
 */
public final class S3Backend implements StorageBackend {

  @Override
  public Set<String> schemes() {
    return Set.of("s3");
  }

  @Override
  public SnapshotStore open(Location location) throws IOException {
    return S3Store.open(location, "Amazon S3");
  }
}
