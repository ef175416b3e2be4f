package praetor.registrator.backend;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.client.Response;
import praetor.client.StatusException;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.registrator.rules.Health;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceCheck;
import praetor.registrator.rules.ServiceEntry;

/**
 * Services of an agent of Praetor or Consul; never the catalog itself. A container's HEALTHCHECK is
 * a TTL check of its own beside the service's.
 */
public final class ConsulBackend implements RegistryBackend {
  private static final String HEALTH_PREFIX = "healthcheck:";

  /** Before the id of a service: its own check's, when it has only one. */
  private static final String SERVICE_PREFIX = "service:";

  private static final String HEALTH_NAME = "Docker HEALTHCHECK";

  /** Longer than a restart of the registrator takes, and no dead one stays healthy for long. */
  private static final String HEALTH_TTL = "10m";

  private static final int NOT_FOUND = 404;

  private final ConsulClient client;

  public ConsulBackend(ConsulClient client) {
    this.client = client;
  }

  @Override
  public Optional<String> connect() throws IOException {
    return ConsulAccess.leader(client);
  }

  @Override
  public Optional<String> nodeAddress() throws IOException {
    return Optional.of(client.self().field("Member").text("Addr")).filter(a -> !a.isEmpty());
  }

  @Override
  public boolean knowsNode() {
    return true;
  }

  @Override
  public Map<String, Registered> services() throws IOException {
    var checks = client.callOk(Request.get("/v1/agent/checks")).json().fields(c -> c);
    var types = new LinkedHashMap<String, String>();
    var health = new LinkedHashMap<String, Health>();
    checks.forEach(
        (id, check) -> {
          if (id.startsWith(HEALTH_PREFIX)) {
            health.put(
                check.text("ServiceID"), new Health(check.text("Status"), check.text("Output")));
          } else if (id.equals(SERVICE_PREFIX + check.text("ServiceID"))) {
            types.put(check.text("ServiceID"), check.text("Type"));
          }
        });
    var services = new LinkedHashMap<String, Registered>();
    client
        .callOk(Request.get("/v1/agent/services"))
        .json()
        .fields(s -> s)
        .forEach(
            (id, service) ->
                services.put(
                    id,
                    registered(
                        service,
                        Optional.ofNullable(types.get(id)),
                        Optional.ofNullable(health.get(id)))));
    return services;
  }

  private static Registered registered(
      JsonView service, Optional<String> checkType, Optional<Health> health) {
    return new Registered(
        service.text("ID"),
        service.text("Service"),
        service.field("Tags").texts(),
        service.field("Meta").fields(JsonView::text),
        service.text("Address"),
        (int) service.number("Port"),
        service.bool("EnableTagOverride"),
        checkType,
        health);
  }

  @Override
  public Registered shape(ServiceEntry service) {
    return Registered.whole(service);
  }

  @Override
  public void register(ServiceEntry service) throws IOException {
    put("/v1/agent/service/register", body(service));
    if (service.health().isPresent()) {
      tellHealth(service);
    }
  }

  private static JsonWriter body(ServiceEntry service) {
    var body = JsonWriter.compact().beginObject();
    body.name("ID").value(service.id()).name("Name").value(service.name());
    texts(body.name("Tags"), service.tags());
    body.name("Port").value(service.port()).name("Address").value(service.address());
    if (service.tagOverride()) {
      body.name("EnableTagOverride").value(true);
    }
    body.name("Meta").beginObject();
    service.meta().forEach((key, value) -> body.name(key).value(value));
    body.endObject();
    service
        .check()
        .ifPresent(check -> body.name("Check").value(JsonValue.Obj.of(fields(service, check))));
    service.health().ifPresent(health -> withHealth(body, service, health));
    return body.endObject();
  }

  /** Beside another check the agent would number it. */
  private static Map<String, JsonValue> fields(ServiceEntry service, ServiceCheck check) {
    var fields = new LinkedHashMap<>(check.fields());
    if (service.health().isPresent()) {
      fields.putIfAbsent("CheckID", new JsonValue.Str(SERVICE_PREFIX + service.id()));
    }
    return fields;
  }

  /** With the service itself, so that nobody finds it without its check, as if it were healthy. */
  private static void withHealth(JsonWriter body, ServiceEntry service, Health health) {
    body.name("Checks").beginArray().beginObject();
    body.name("CheckID").value(HEALTH_PREFIX + service.id());
    health(body, health).endObject().endArray();
  }

  private static JsonWriter health(JsonWriter body, Health health) {
    body.name("Name").value(HEALTH_NAME).name("TTL").value(HEALTH_TTL);
    return body.name("Status").value(health.status());
  }

  private static void texts(JsonWriter body, List<String> texts) {
    body.beginArray();
    texts.forEach(body::value);
    body.endArray();
  }

  @Override
  public void tellHealth(ServiceEntry service) throws IOException {
    var check = HEALTH_PREFIX + service.id();
    if (service.health().isEmpty()) {
      put("/v1/agent/check/deregister/" + check);
      return;
    }
    var health = service.health().get();
    if (!update(check, health)) {
      registerHealth(service, check, health);
      update(check, health);
    }
  }

  /** Whether the check is there. */
  private boolean update(String check, Health health) throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("Status").value(health.status()).name("Output").value(health.output()).endObject();
    var answer =
        client.call(
            Request.of("PUT", "/v1/agent/check/update/" + check)
                .with(Request.Body.json(body.toText())));
    if (answer.status() == NOT_FOUND) {
      return false;
    }
    accepted(answer);
    return true;
  }

  private void registerHealth(ServiceEntry service, String check, Health health)
      throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("ID").value(check).name("ServiceID").value(service.id());
    put("/v1/agent/check/register", health(body, health).endObject());
  }

  @Override
  public void deregister(String id) throws IOException {
    var answer = client.call(Request.of("PUT", "/v1/agent/service/deregister/" + id));
    if (answer.status() != NOT_FOUND) {
      accepted(answer);
    }
  }

  @Override
  public void refresh() {
    // Services do not expire.
  }

  private void put(String path, JsonWriter body) throws IOException {
    accepted(client.call(Request.of("PUT", path).with(Request.Body.json(body.toText()))));
  }

  private void put(String path) throws IOException {
    accepted(client.call(Request.of("PUT", path)));
  }

  private static void accepted(Response answer) throws RefusedException {
    if (answer.status() != 200) {
      var refusal = StatusException.of(answer);
      throw new RefusedException(refusal.getMessage(), refusal);
    }
  }

  @Override
  public void close() {
    // Each call has a connection of its own.
  }
}
