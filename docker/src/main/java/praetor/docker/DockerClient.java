package praetor.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/**
 * Speaks to one Docker Engine. Opens nothing before the first call, and a connection for each.
 *
 * <p>A call throws {@link EngineException} when the Engine refuses, {@link IOException} when it
 * cannot be reached, and {@link DecodeException} when its answer is not understood. Safe for any
 * thread.
 *
 * <p>Source: Docker Engine API 1.41; paths without a version mean the Engine's own.
 */
public final class DockerClient implements AutoCloseable {
  /** What is told of containers and of the networks they join and leave. */
  private static final String EVENT_TYPES = "{\"type\":[\"container\",\"network\"]}";

  private static final int NOT_FOUND = 404;

  private final EngineCalls calls;

  /**
   * Reads certificates where TLS is wanted.
   *
   * @throws IllegalArgumentException if they cannot be used
   */
  public DockerClient(DockerHost host) {
    this.calls = new EngineCalls(host);
  }

  /** What makes and removes containers, images and networks, over the same way. */
  public DockerWorkshop workshop() {
    return new DockerWorkshop(calls);
  }

  /** Ids of the containers that run now, paused ones too. */
  public List<String> runningContainers() throws IOException, EngineException, DecodeException {
    return runningContainers(List.of());
  }

  /**
   * Ids of those of them that have all these labels.
   *
   * @param labels {@code KEY} or {@code KEY=VALUE}
   */
  public List<String> runningContainers(List<String> labels)
      throws IOException, EngineException, DecodeException {
    var path =
        "/containers/json"
            + (labels.isEmpty() ? "" : "?filters=" + EngineCalls.labelFilter(labels));
    try (var answer = calls.get(path)) {
      var ids = new ArrayList<String>();
      if (EngineCalls.read(answer) instanceof JsonValue.Arr(var containers)) {
        for (var container : containers) {
          if (container instanceof JsonValue.Obj(var members)
              && members.get("Id") instanceof JsonValue.Str(var id)) {
            ids.add(id);
          }
        }
      }
      return ids;
    }
  }

  /**
   * All that is known of a container, as Docker's {@code inspect} shows it.
   *
   * @param container its name or the beginning of its id
   * @return empty when there is none
   */
  public Optional<JsonValue.Obj> inspectContainer(String container)
      throws IOException, EngineException, DecodeException {
    var path = "/containers/" + EngineCalls.segment(container) + "/json";
    try (var answer = calls.get(path)) {
      return Optional.of(new JsonValue.Obj(EngineCalls.json(answer)));
    } catch (EngineException refused) {
      if (refused.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /**
   * Follows what happens to containers and their networks until the Engine ends or the stream is
   * closed.
   *
   * @param since a token of {@link EngineEvent}; what has happened from then on comes first
   */
  public EventStream events(Optional<String> since) throws IOException, EngineException {
    var path = new StringBuilder("/events?filters=").append(EngineCalls.segment(EVENT_TYPES));
    since.ifPresent(token -> path.append("&since=").append(EngineCalls.segment(token)));
    return new EventStream(calls.get(path.toString()));
  }

  /**
   * Prepares a command in a running container.
   *
   * @param container its name or the beginning of its id
   * @return the id for the other calls
   */
  public String createExec(String container, List<String> command)
      throws IOException, EngineException, DecodeException {
    var body = JsonWriter.compact().beginObject();
    body.name("AttachStdout").value(true).name("AttachStderr").value(true);
    body.name("Tty").value(false).name("Cmd").beginArray();
    command.forEach(body::value);
    body.endArray().endObject();
    try (var answer = calls.post("/containers/" + EngineCalls.segment(container) + "/exec", body)) {
      return EngineCalls.json(answer).get("Id") instanceof JsonValue.Str(var id) ? id : "";
    }
  }

  /** Runs a prepared command and hands over what it prints, both streams as one, to its end. */
  public void startExec(String id, Output output) throws IOException, EngineException {
    var body = JsonWriter.compact().beginObject();
    body.name("Detach").value(false).name("Tty").value(false).endObject();
    try (var answer = calls.post("/exec/" + EngineCalls.segment(id) + "/start", body)) {
      FrameReader.read(answer.getBody(), output);
    }
  }

  public ExecState inspectExec(String id) throws IOException, EngineException, DecodeException {
    var path = "/exec/" + EngineCalls.segment(id) + "/json";
    try (var answer = calls.get(path)) {
      var state = EngineCalls.json(answer);
      boolean running = state.get("Running") instanceof JsonValue.Bool(var flag) && flag;
      int exitCode =
          state.get("ExitCode") instanceof JsonValue.Num number ? number.number().intValue() : 0;
      return new ExecState(running, exitCode);
    }
  }

  @Override
  public void close() throws IOException {
    calls.close();
  }
}
