package praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log of records holds when it is opened again, whatever was done to it before. */
class RecordLogIT {
  @TempDir Path folder;

  private RecordLog<Stored.Status> open() throws IOException {
    return RecordLog.open(
        Optional.of(folder.resolve("log")), Stored.Status.SHAPE, Stored.Status::checkId);
  }

  private static Stored.Status status(String id, String output) {
    return new Stored.Status(id, "passing", output, 1);
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void holdsWhatWasKeptLast(long seed) throws IOException {
    var random = new Random(seed);
    var model = new TreeMap<String, Stored.Status>();
    var log = open();
    for (int step = 0; step < 500; step++) {
      var id = "id\n" + random.nextInt(30);
      if (random.nextInt(3) == 0) {
        log.delete(id);
        model.remove(id);
      } else {
        // Long ones, so that the file is written anew from time to time.
        var record = status(id, "é".repeat(random.nextInt(12_000)));
        log.save(record);
        model.put(id, record);
      }
      if (random.nextInt(50) == 0) {
        log.close();
        log = open();
        assertThat(log.records()).containsExactlyInAnyOrderElementsOf(model.values());
      }
    }
    assertThat(Files.size(folder.resolve("log"))).isLessThan(2_500_000);
    log.close();
  }

  @Test
  void dropsALineThatHasNoEnd() throws IOException {
    try (var log = open()) {
      log.save(status("a", ""));
      log.save(status("b", ""));
    }
    var file = folder.resolve("log");
    var content = Files.readString(file);
    Files.writeString(file, content.substring(0, content.length() - 1));
    try (var log = open()) {
      assertThat(log.records()).containsExactly(status("a", ""));
      log.save(status("c", ""));
    }
    try (var log = open()) {
      assertThat(log.records()).containsExactly(status("a", ""), status("c", ""));
    }
    assertThat(folder.resolve("log.bad")).doesNotExist();
  }

  @Test
  void keepsManyRecordsOfManyThreads() throws Exception {
    var log = open();
    var saves = new ArrayList<Callable<Void>>();
    IntStream.range(0, 400)
        .forEach(
            i ->
                saves.add(
                    () -> {
                      log.save(status("check " + i, "x".repeat(10_000)));
                      return null;
                    }));
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (Future<Void> saved : threads.invokeAll(saves)) {
        saved.get();
      }
    }
    log.close();
    assertThat(open().records()).hasSize(400);
  }

  @Test
  void aRecordThatCouldNotBeKeptIsNotThere() throws IOException {
    var log = open();
    // Nothing can be renamed to the place of a folder that holds something.
    Files.createDirectories(folder.resolve("log/full"));
    assertThatThrownBy(() -> log.save(status("a", ""))).isInstanceOf(IOException.class);
    assertThat(log.records()).isEmpty();
    Files.delete(folder.resolve("log/full"));
    Files.delete(folder.resolve("log"));
    log.save(List.of(status("a", ""), status("b", "")));
    log.close();
    assertThat(open().records()).containsExactly(status("a", ""), status("b", ""));
  }
}
