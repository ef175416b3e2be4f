package praetor.agent.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import praetor.agent.checks.Timers;

/**
 * What is kept of registrations by API, below the data directory: {@code services}, {@code checks}
 * and, for TTL checks, {@code checks/state}.
 */
record DefinitionFiles(
    RecordFiles<Stored.Service> services, RecordFiles<Stored.Check> checks, StatusFiles statuses) {

  /**
   * @param dataDir empty for an agent without a disk, which keeps nothing
   * @param writer runs what writes statuses: it may block
   */
  static DefinitionFiles open(Optional<Path> dataDir, Timers timers, Executor writer)
      throws IOException {
    var services = dataDir.map(dir -> dir.resolve("services"));
    var checks = dataDir.map(dir -> dir.resolve("checks"));
    var states = checks.map(dir -> dir.resolve("state"));
    return new DefinitionFiles(
        new RecordFiles<>(services, Stored.Service.SHAPE, stored -> stored.service().id()),
        new RecordFiles<>(checks, Stored.Check.SHAPE, stored -> stored.definition().id()),
        new StatusFiles(
            new RecordFiles<>(states, Stored.Status.SHAPE, Stored.Status::checkId),
            timers,
            writer));
  }
}
