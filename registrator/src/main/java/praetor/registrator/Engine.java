package praetor.registrator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.docker.DockerClient;
import praetor.docker.EngineException;
import praetor.model.DecodeException;
import praetor.registrator.rules.ContainerView;

/**
 * The containers that run and have some labels, asked for several at a time. Safe for any thread.
 *
 * <p>The Engine's own filter is for its list alone: of events it would leave out those that tell
 * which networks a container joins and leaves, which do not have the container's labels.
 */
final class Engine implements AutoCloseable {
  private final DockerClient docker;
  private final List<String> labels;
  private final Calls calls = new Calls();

  Engine(DockerClient docker, List<String> labels) {
    this.docker = docker;
    this.labels = List.copyOf(labels);
  }

  /** All containers that run, by id. */
  Map<String, ContainerView> running() throws IOException, InterruptedException {
    List<String> ids;
    try {
      ids = docker.runningContainers(labels);
    } catch (EngineException | DecodeException wrong) {
      throw new IOException("list of containers: " + wrong.getMessage(), wrong);
    }
    return inspect(ids);
  }

  /** Those of these containers that run, by id. */
  Map<String, ContainerView> inspect(List<String> ids) throws IOException, InterruptedException {
    var views = new LinkedHashMap<String, ContainerView>();
    for (var view : calls.all(ids, this::inspect)) {
      view.ifPresent(v -> views.put(v.id(), v));
    }
    return views;
  }

  private Optional<ContainerView> inspect(String id) throws IOException {
    try {
      return docker
          .inspectContainer(id)
          .map(ContainerView::of)
          .filter(view -> view.state().running() && view.hasLabels(labels));
    } catch (EngineException | DecodeException wrong) {
      throw new IOException("container " + id + ": " + wrong.getMessage(), wrong);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
