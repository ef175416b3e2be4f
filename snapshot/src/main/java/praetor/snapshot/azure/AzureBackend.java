package praetor.snapshot.azure;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import praetor.model.SystemClock;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StorageBackend;

/**
 * {@code azblob://ACCOUNT/CONTAINER/PREFIX}. Options: {@code account-key} (variable
 * AZURE_STORAGE_KEY); {@code environment}; {@code endpoint}, which then holds the account in its
 * path, as emulators have it. Service principals are not taken yet, and said so.
 */
public final class AzureBackend implements StorageBackend {

  @Override
  public Set<String> schemes() {
    return Set.of("azblob");
  }

  @Override
  public SnapshotStore open(Location location) throws IOException {
    if (location.option("service-principal-id").isPresent()) {
      throw new IOException(
          "service principals are not supported for " + location + ": give an account key");
    }
    var key =
        location
            .option("account-key")
            .or(() -> location.variable("AZURE_STORAGE_KEY"))
            .orElseThrow(() -> new IOException(location + " needs an account key"));
    if (location.authority().isEmpty() || location.path().isEmpty()) {
      throw new IOException("azblob://ACCOUNT/CONTAINER is needed, not " + location);
    }
    var signing = SharedKey.of(location.authority(), key);
    return new AzureStore(location, endpoint(location), signing, SystemClock.INSTANCE);
  }

  /** Source: Azure's documentation of its national clouds. */
  private static URI endpoint(Location location) throws IOException {
    var given = location.option("endpoint");
    if (given.isPresent()) {
      return URI.create(given.get());
    }
    var environment =
        location.option("environment").orElse("AZUREPUBLICCLOUD").toUpperCase(Locale.ROOT);
    var domain =
        switch (environment) {
          case "AZUREPUBLICCLOUD" -> "core.windows.net";
          case "AZURECHINACLOUD" -> "core.chinacloudapi.cn";
          case "AZUREGERMANCLOUD" -> "core.cloudapi.de";
          case "AZUREUSGOVERNMENTCLOUD" -> "core.usgovcloudapi.net";
          default -> throw new IOException("unknown Azure environment \"" + environment + "\"");
        };
    return URI.create("https://" + location.authority() + ".blob." + domain);
  }
}
