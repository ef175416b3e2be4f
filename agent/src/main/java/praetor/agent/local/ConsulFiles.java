package praetor.agent.local;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.optional;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.CheckDefinition;
import praetor.agent.disk.SafeFiles;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.NodeService;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/**
 * Takes over the registrations that a Consul agent kept in the same data directory: a file each in
 * {@code services}, {@code checks} and {@code checks/state}. What is taken over moves to {@code
 * from-consul}; a file that cannot be read is set aside and reported, and stops nothing.
 *
 * <p>Source: the files of Consul 1.21.4 agents.
 */
final class ConsulFiles {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** What Consul's definitions have beyond those of the API, and those that the check replaces. */
  private static final List<String> LEFT_OUT =
      List.of("CheckID", "Name", "Notes", "ProxyHTTP", "ProxyGRPC");

  private final Path dataDir;

  private ConsulFiles(Path dataDir) {
    this.dataDir = dataDir;
  }

  /** Takes over what is there; with none of the folders there is nothing to do. */
  static void takeOver(Path dataDir, DefinitionFiles into) throws IOException {
    var files = new ConsulFiles(dataDir);
    files.each("services", Service.SHAPE, service -> into.services().save(service.stored()));
    files.each("checks", Check.SHAPE, check -> into.checks().save(check.stored()));
    files.each("checks/state", Status.SHAPE, status -> into.statuses().save(status.stored()));
    into.statuses().flush();
  }

  private interface Taker<T> {
    void take(T record) throws IOException, DecodeException;
  }

  private <T> void each(String folder, Shape<T> shape, Taker<T> taker) throws IOException {
    int taken = 0;
    for (var file : files(dataDir.resolve(folder))) {
      try {
        taker.take(shape.parse(Files.readAllBytes(file), JsonPath.lenient()));
        moveAway(file, folder);
        taken++;
      } catch (DecodeException e) {
        var aside = SafeFiles.setAside(file);
        LOG.error("{} cannot be read: {}; it is set aside as {}", file, e.getMessage(), aside);
      }
    }
    if (taken > 0) {
      LOG.info("Took over {} files of {} that a Consul agent had kept", taken, folder);
    }
  }

  /** The files of a folder in their order, without what was set aside or half-written. */
  private static List<Path> files(Path folder) throws IOException {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
        for (var file : entries) {
          var name = file.getFileName().toString();
          if (!name.endsWith(".bad") && !name.endsWith(".tmp")) {
            found.add(file);
          }
        }
      }
    }
    found.sort(null);
    return found;
  }

  private void moveAway(Path file, String folder) throws IOException {
    var to = Files.createDirectories(dataDir.resolve("from-consul").resolve(folder));
    Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private record Service(NodeService service, String token, boolean sidecar) {
    static final Shape<Service> SHAPE =
        Shape.<Service>of("agent.persistedService")
            .field("Service", NodeService.SHAPE, Service::service)
            .field("Token", STRING, Service::token)
            .field("LocallyRegisteredAsSidecar", BOOL, Service::sidecar)
            .build(v -> new Service(v.next(), v.next(), v.next()));

    Stored.Service stored() throws DecodeException {
      require(!service.id().isEmpty(), "it names no service");
      return new Stored.Service(service, token, sidecar);
    }
  }

  /**
   * A check.
   *
   * @param definition absent for maintenance
   */
  private record Check(HealthCheck check, Optional<JsonValue> definition, String token) {
    static final Shape<Check> SHAPE =
        Shape.<Check>of("agent.persistedCheck")
            .field("Check", HealthCheck.SHAPE, Check::check)
            .field("ChkType", optional(ANY), Check::definition)
            .field("Token", STRING, Check::token)
            .build(v -> new Check(v.next(), v.next(), v.next()));

    Stored.Check stored() throws DecodeException {
      require(!check.checkId().isEmpty(), "it names no check");
      // Consul names the checks inside a service's registration so, unless they name themselves.
      boolean withService = check.checkId().startsWith("service:");
      return new Stored.Check(known(), withService);
    }

    private CheckDefinition known() throws DecodeException {
      if (definition.isPresent() && definition.get() instanceof JsonValue.Obj(var members)) {
        return CheckBody.OWN.readJson(JsonValue.Obj.of(named(members)), JsonPath.lenient());
      }
      return CheckDefinitions.maintenance(check.serviceId(), check.notes(), token);
    }

    private Map<String, JsonValue> named(Map<String, JsonValue> members) {
      var all = new LinkedHashMap<>(members);
      all.keySet().removeAll(LEFT_OUT);
      all.put("ID", new JsonValue.Str(check.checkId()));
      all.put("Name", new JsonValue.Str(check.name()));
      all.put("Notes", new JsonValue.Str(check.notes()));
      all.put("ServiceID", new JsonValue.Str(check.serviceId()));
      all.put("Token", new JsonValue.Str(token));
      return all;
    }
  }

  /**
   * The status of a TTL check.
   *
   * @param expires in seconds since 1970
   */
  private record Status(String checkId, String output, String status, long expires) {
    static final Shape<Status> SHAPE =
        Shape.<Status>of("agent.persistedCheckState")
            .field("CheckID", STRING, Status::checkId)
            .field("Output", STRING, Status::output)
            .field("Status", STRING, Status::status)
            .uint64("Expires", Status::expires)
            .build(v -> new Status(v.next(), v.next(), v.next(), v.next()));

    Stored.Status stored() throws DecodeException {
      require(!checkId.isEmpty(), "it names no check");
      require(expires < Long.MAX_VALUE / 1_000, "its time is out of range");
      return new Stored.Status(checkId, status, output, expires * 1_000);
    }
  }

  private static void require(boolean holds, String problem) throws DecodeException {
    if (!holds) {
      throw new DecodeException(problem);
    }
  }
}
