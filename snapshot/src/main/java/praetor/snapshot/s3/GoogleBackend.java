package praetor.snapshot.s3;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StorageBackend;

/**
 * {@code gs://BUCKET/PREFIX}: Google Cloud Storage by its XML API, which understands S3's requests
 * when they are signed with an HMAC key ({@code access-key-id}, {@code secret-access-key}; or the
 * variables GCS_ACCESS_KEY_ID and GCS_SECRET_ACCESS_KEY).
 *
 * <p>Source: Google's documentation, "Cloud Storage interoperability"; its region is {@code auto}.
 */
public final class GoogleBackend implements StorageBackend {
  private static final String ENDPOINT = "https://storage.googleapis.com";

  @Override
  public Set<String> schemes() {
    return Set.of("gs");
  }

  @Override
  public SnapshotStore open(Location location) throws IOException {
    var options = new HashMap<String, String>();
    options.put("region", "auto");
    options.put("endpoint", location.option("endpoint").orElse(ENDPOINT));
    options.put("path-style", "true");
    options.put("plain-checksums", "true");
    copy("access-key-id", "GCS_ACCESS_KEY_ID", location, options);
    copy("secret-access-key", "GCS_SECRET_ACCESS_KEY", location, options);
    if (!options.containsKey("access-key-id") || !options.containsKey("secret-access-key")) {
      throw new IOException(location + " needs an HMAC key: access-key-id and secret-access-key");
    }
    return S3Store.open(location.with(options), "Google Cloud Storage");
  }

  private static void copy(
      String option, String variable, Location location, Map<String, String> options) {
    location
        .option(option)
        .or(() -> location.variable(variable))
        .ifPresent(value -> options.put(option, value));
  }
}
