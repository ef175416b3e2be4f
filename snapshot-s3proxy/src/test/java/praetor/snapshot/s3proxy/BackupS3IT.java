package praetor.snapshot.s3proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.client.ClientConfig;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.Transport;
import praetor.model.Bytes;
import praetor.model.SystemClock;
import praetor.snapshot.AgentLog;
import praetor.snapshot.Progress;
import praetor.snapshot.SaveSettings;
import praetor.snapshot.Saver;
import praetor.snapshot.backup.BackupNames;
import praetor.snapshot.backup.BackupPlace;
import praetor.snapshot.backup.KvFile;
import praetor.snapshot.backup.KvRecord;
import praetor.snapshot.backup.KvSource;
import praetor.snapshot.storage.Stores;

/** Backups of keys in an S3 that verifies signatures. */
class BackupS3IT {
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", S3Proxy.ID, "AWS_SECRET_ACCESS_KEY", S3Proxy.SECRET);
  private static final AgentLog SILENT = (_, _) -> {};

  @TempDir Path folder;

  @Test
  void backupsAreStoredListedAndReadByPlaceAndByName() throws IOException {
    try (var proxy = S3Proxy.start(folder)) {
      var place = proxy.location("kv", "");
      save(place, "one");
      save(place, "two");
      try (var backups = BackupPlace.open(place, CREDENTIALS)) {
        var names = backups.list();
        assertThat(names).hasSize(2);
        assertThat(value(backups)).isEqualTo("two");
        var first = proxy.location("kv/" + names.getFirst().name(), "");
        try (var backup = BackupPlace.open(first, CREDENTIALS)) {
          assertThat(backup.isOne()).isTrue();
          assertThat(value(backup)).isEqualTo("one");
        }
      }
    }
  }

  private static String value(BackupPlace place) throws IOException {
    return place.read(Optional.empty()).records().stream()
        .filter(key -> key.key().equals("a"))
        .map(KvRecord::value)
        .findFirst()
        .orElseThrow()
        .utf8();
  }

  private void save(String place, String value) throws IOException {
    var body = KvFile.encode(List.of(new KvRecord("a", 0, Bytes.utf8(value))), KvFile.Shape.API);
    var client = new ConsulClient(new Agent(body), ClientConfig.inProcess(Optional.empty()));
    var source = new KvSource(client, Query.NONE, "", BackupNames.BY_TIME, KvFile.Shape.EXPORT);
    try (var store = Stores.open(place, CREDENTIALS)) {
      var how =
          new SaveSettings(
              Query.NONE,
              Files.createDirectories(folder.resolve("scratch")),
              List.of(new SaveSettings.Destination(store, Optional.empty())),
              0,
              Optional.empty(),
              true);
      var saver = new Saver(source, how, SystemClock.INSTANCE, SILENT, Progress.NONE);
      saver.save(saver.newest(), Optional.empty(), () -> true);
    }
  }

  /** Answers every request with the same keys. */
  private record Agent(Bytes body) implements Transport {
    @Override
    public Exchange open(Request request) {
      return new Exchange(200, Map.of(), new ByteArrayInputStream(body.array()));
    }

    @Override
    public String url(Request request) {
      return request.target();
    }
  }
}
