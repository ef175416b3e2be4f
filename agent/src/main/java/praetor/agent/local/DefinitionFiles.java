package praetor.agent.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import praetor.agent.checks.Timers;

/**
 * What is kept of registrations by API, in the data directory: {@code services.log}, {@code
 * checks.log} and, for TTL checks, {@code statuses.log}.
 */
record DefinitionFiles(
    RecordLog<Stored.Service> services, RecordLog<Stored.Check> checks, StatusFiles statuses)
    implements AutoCloseable {

  /**
   * @param dataDir empty for an agent without a disk, which keeps nothing
   * @param writer runs what writes statuses: it may block
   */
  static DefinitionFiles open(Optional<Path> dataDir, Timers timers, Executor writer)
      throws IOException {
    var services = dataDir.map(dir -> dir.resolve("services.log"));
    var checks = dataDir.map(dir -> dir.resolve("checks.log"));
    var statuses = dataDir.map(dir -> dir.resolve("statuses.log"));
    var files =
        new DefinitionFiles(
            RecordLog.open(services, Stored.Service.SHAPE, stored -> stored.service().id()),
            RecordLog.open(checks, Stored.Check.SHAPE, stored -> stored.definition().id()),
            new StatusFiles(
                RecordLog.open(statuses, Stored.Status.SHAPE, Stored.Status::checkId),
                timers,
                writer));
    if (dataDir.isPresent()) {
      ConsulFiles.takeOver(dataDir.get(), files);
    }
    return files;
  }

  @Override
  public void close() {
    services.close();
    checks.close();
    statuses.close();
  }
}
