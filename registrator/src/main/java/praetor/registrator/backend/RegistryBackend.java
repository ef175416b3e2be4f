package praetor.registrator.backend;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceEntry;

/**
 * A registry that services are written to. Safe for any thread; calls block.
 *
 * <p>A call throws {@link RefusedException} when the registry does not take what it got, and
 * another {@link IOException} when it cannot be reached.
 */
public interface RegistryBackend extends AutoCloseable {

  /**
   * Sees whether the registry is there.
   *
   * @return a line for the log
   */
  Optional<String> connect() throws IOException;

  /**
   * The address that an empty one means; empty when services without an address are of no use, or
   * when it is not known.
   */
  Optional<String> nodeAddress() throws IOException;

  /** Whether an empty address means that of the registry's own node. */
  boolean knowsNode();

  /** All services that the registry has for this host, whoever wrote them, by id. */
  Map<String, Registered> services() throws IOException;

  /** What {@link #services} shows after a service was written. */
  Registered shape(ServiceEntry service);

  /** Writes a service, and what its container's own check says. */
  void register(ServiceEntry service) throws IOException;

  /** Writes what the container's own check says; the service is there. */
  void tellHealth(ServiceEntry service) throws IOException;

  /** Removes a service; one that is not there is no failure. */
  void deregister(String id) throws IOException;

  /** Keeps alive what would expire. */
  void refresh() throws IOException;

  @Override
  void close() throws IOException;
}
