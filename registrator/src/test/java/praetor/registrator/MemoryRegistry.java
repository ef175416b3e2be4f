package praetor.registrator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import praetor.registrator.backend.RefusedException;
import praetor.registrator.backend.RegistryBackend;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceEntry;

/** A registry in memory that counts writes, refuses names and goes away. Safe for any thread. */
final class MemoryRegistry implements RegistryBackend {
  /** A name that is refused. */
  static final String BAD_NAME = "bad name";

  private final Map<String, Registered> services = new LinkedHashMap<>();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger tells = new AtomicInteger();
  private volatile boolean isAway;

  void away(boolean now) {
    isAway = now;
  }

  int writes() {
    return writes.get();
  }

  int tells() {
    return tells.get();
  }

  synchronized TreeSet<String> ids() {
    return new TreeSet<>(services.keySet());
  }

  synchronized Registered service(String id) {
    return Optional.ofNullable(services.get(id)).orElseThrow();
  }

  synchronized void put(Registered service) {
    services.put(service.id(), service);
  }

  synchronized void lose() {
    services.clear();
  }

  private void check() throws IOException {
    if (isAway) {
      throw new IOException("connection refused");
    }
  }

  @Override
  public Optional<String> connect() throws IOException {
    check();
    return Optional.empty();
  }

  @Override
  public Optional<String> nodeAddress() {
    return Optional.empty();
  }

  @Override
  public boolean knowsNode() {
    return true;
  }

  @Override
  public synchronized Map<String, Registered> services() throws IOException {
    check();
    return new LinkedHashMap<>(services);
  }

  @Override
  public Registered shape(ServiceEntry service) {
    return Registered.whole(service);
  }

  @Override
  public synchronized void register(ServiceEntry service) throws IOException {
    check();
    writes.incrementAndGet();
    if (service.name().equals(BAD_NAME)) {
      throw new RefusedException("Unexpected response code: 400", new IOException("400"));
    }
    services.put(service.id(), shape(service));
  }

  @Override
  public synchronized void tellHealth(ServiceEntry service) throws IOException {
    check();
    tells.incrementAndGet();
    services.put(service.id(), shape(service));
  }

  @Override
  public synchronized void deregister(String id) throws IOException {
    check();
    writes.incrementAndGet();
    services.remove(id);
  }

  @Override
  public void refresh() {}

  @Override
  public void close() {}
}
