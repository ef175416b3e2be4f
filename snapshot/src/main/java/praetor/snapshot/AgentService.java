package praetor.snapshot;

import java.io.IOException;
import java.util.Optional;
import praetor.client.ConsulClient;
import praetor.client.Request;
import praetor.client.StatusException;
import praetor.model.GoDuration;
import praetor.model.codec.JsonWriter;

/**
 * The agent in the catalog: a service with a check that it is alive, and while it leads with one
 * that snapshots are being saved. Both have a time to live, so that an agent that died is found
 * out.
 *
 * <p>Source: names of the checks from the documentation of Consul's snapshot agent. Safe for any
 * thread.
 */
final class AgentService {
  private static final String ALIVE = "Consul Snapshot Agent Alive";
  private static final String SAVING = "Consul Snapshot Agent Saving Snapshots";

  private final ConsulClient client;
  private final AgentSettings settings;
  private final String id;
  private boolean saving;

  /**
   * @param mark tells this agent from others that are registered with the same local agent
   */
  AgentService(ConsulClient client, AgentSettings settings, String mark) {
    this.client = client;
    this.settings = settings;
    this.id = settings.service() + ":" + mark;
  }

  synchronized void register() throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("ID").value(id).name("Name").value(settings.service());
    body.name("Checks").beginArray().beginObject();
    body.name("CheckID").value(aliveId());
    check(body, ALIVE, SavingHealth.PASSING);
    body.endObject().endArray().endObject();
    put("/v1/agent/service/register", body.toText());
  }

  private void check(JsonWriter body, String name, String status) {
    body.name("Name").value(name);
    body.name("TTL").value(GoDuration.format(settings.timing().checkTtl()));
    body.name("Status").value(status);
    settings
        .deregisterText()
        .ifPresent(after -> body.name("DeregisterCriticalServiceAfter").value(after));
  }

  /** Adds the check of the one who leads. */
  synchronized void beginSaving(SavingHealth health) throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("ServiceID").value(id).name("ID").value(savingId());
    check(body, SAVING, health.status());
    put("/v1/agent/check/register", body.endObject().toText());
    saving = true;
    update(savingId(), health.status(), health.output());
  }

  /** Takes it away again. */
  synchronized void endSaving() throws IOException {
    if (saving) {
      saving = false;
      put("/v1/agent/check/deregister/" + savingId(), "");
    }
  }

  /** Tells that the agent is alive, and how saving goes; registers anew what has been lost. */
  synchronized void beat(Optional<SavingHealth> health) throws IOException {
    try {
      update(aliveId(), SavingHealth.PASSING, "");
      if (saving && health.isPresent()) {
        update(savingId(), health.get().status(), health.get().output());
      }
    } catch (StatusException unknown) {
      if (unknown.status() != 404 && unknown.status() != 500) {
        throw unknown;
      }
      register();
      if (saving && health.isPresent()) {
        beginSaving(health.get());
      }
    }
  }

  private void update(String checkId, String status, String output) throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("Status").value(status).name("Output").value(output).endObject();
    put("/v1/agent/check/update/" + checkId, body.toText());
  }

  synchronized void deregister() throws IOException {
    saving = false;
    put("/v1/agent/service/deregister/" + id, "");
  }

  private void put(String path, String json) throws IOException {
    var request = Request.of("PUT", path);
    client.callOk(json.isEmpty() ? request : request.with(Request.Body.json(json)));
  }

  private String aliveId() {
    return id + ":alive";
  }

  private String savingId() {
    return id + ":saving";
  }
}
