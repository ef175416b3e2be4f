package praetor.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/**
 * Makes and removes containers, images and networks. Obtained from {@link DockerClient#workshop},
 * whose rules for errors and threads hold here, too.
 *
 * <p>Source: Docker Engine API 1.41.
 */
public final class DockerWorkshop {
  private static final int NOT_FOUND = 404;

  private final EngineCalls calls;

  DockerWorkshop(EngineCalls calls) {
    this.calls = calls;
  }

  /** The id of an image; empty when there is none of that name. */
  public Optional<String> imageId(String name)
      throws IOException, EngineException, DecodeException {
    // A name's slashes and colon stay as they are.
    try (var answer = calls.get("/images/" + name + "/json")) {
      return Optional.of(text(EngineCalls.json(answer), "Id"));
    } catch (EngineException refused) {
      if (refused.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** Takes the images of an archive, as {@code docker load} does. */
  public void loadImages(InputStream archive) throws IOException, EngineException {
    try (var answer = calls.post("/images/load?quiet=1", "application/x-tar", archive)) {
      // It is done when all has been said.
      answer.getBody().readAllBytes();
    }
  }

  /** Names of the networks that have a label: {@code key} or {@code key=value}. */
  public List<String> networks(String label) throws IOException, EngineException, DecodeException {
    var names = new ArrayList<String>();
    for (var network : list("/networks?filters=" + EngineCalls.labelFilter(List.of(label)))) {
      names.add(text(network, "Name"));
    }
    return names;
  }

  /** Makes a network of bridges, on which containers find each other by name. */
  public void createNetwork(String name, Map<String, String> labels)
      throws IOException, EngineException {
    var body = JsonWriter.compact().beginObject();
    body.name("Name").value(name).name("CheckDuplicate").value(true);
    body.name("Driver").value("bridge");
    ContainerSpec.texts(body.name("Labels"), labels);
    try (var answer = calls.post("/networks/create", body.endObject())) {
      answer.getBody().readAllBytes();
    }
  }

  /** Removes a network; one that is not there is not missed. */
  public void removeNetwork(String name) throws IOException, EngineException {
    remove("/networks/" + EngineCalls.segment(name));
  }

  /** All containers with a label, running or not. */
  public List<ContainerSummary> containers(String label)
      throws IOException, EngineException, DecodeException {
    var containers = new ArrayList<ContainerSummary>();
    for (var container :
        list("/containers/json?all=1&filters=" + EngineCalls.labelFilter(List.of(label)))) {
      containers.add(ContainerSummary.of(container));
    }
    return containers;
  }

  /** Makes a container, which does not run yet. */
  public void createContainer(ContainerSpec container) throws IOException, EngineException {
    var path = "/containers/create?name=" + EngineCalls.segment(container.name());
    try (var answer = calls.post(path, container.json())) {
      answer.getBody().readAllBytes();
    }
  }

  /** Starts a container; one that runs is left alone. */
  public void startContainer(String container) throws IOException, EngineException {
    calls.post("/containers/" + EngineCalls.segment(container) + "/start").close();
  }

  /** Ends and removes a container with its volumes; one that is not there is not missed. */
  public void removeContainer(String container) throws IOException, EngineException {
    remove("/containers/" + EngineCalls.segment(container) + "?force=1&v=1");
  }

  private void remove(String path) throws IOException, EngineException {
    try {
      calls.delete(path).close();
    } catch (EngineException refused) {
      if (refused.status() != NOT_FOUND) {
        throw refused;
      }
    }
  }

  private List<Map<String, JsonValue>> list(String path)
      throws IOException, EngineException, DecodeException {
    var objects = new ArrayList<Map<String, JsonValue>>();
    try (var answer = calls.get(path)) {
      if (EngineCalls.read(answer) instanceof JsonValue.Arr(var elements)) {
        for (var element : elements) {
          if (element instanceof JsonValue.Obj(var members)) {
            objects.add(members);
          }
        }
      }
    }
    return objects;
  }

  static String text(Map<String, JsonValue> object, String name) {
    return object.get(name) instanceof JsonValue.Str(var text) ? text : "";
  }
}
