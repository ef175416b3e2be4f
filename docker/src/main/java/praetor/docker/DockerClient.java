package praetor.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
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
  /** A list of ten thousand containers has 20 MB; what is longer is cut off, and not understood. */
  private static final int ANSWER_MAX_BYTES = 64 << 20;

  /** What is told of containers and of the networks they join and leave. */
  private static final String EVENT_TYPES = "{\"type\":[\"container\",\"network\"]}";

  private static final int NOT_FOUND = 404;

  private final DockerHost host;
  private final DockerHttpClient http;

  /**
   * Reads certificates where TLS is wanted.
   *
   * @throws IllegalArgumentException if they cannot be used
   */
  public DockerClient(DockerHost host) {
    this.host = host;
    var builder = new ZerodepDockerHttpClient.Builder().dockerHost(host.uri());
    host.certificates().map(EngineTls::context).ifPresent(tls -> builder.sslConfig(() -> tls));
    this.http = builder.build();
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
    var path = "/containers/json" + (labels.isEmpty() ? "" : "?filters=" + withLabels(labels));
    try (var answer = send(request(Method.GET, path).build())) {
      var ids = new ArrayList<String>();
      if (read(answer) instanceof JsonValue.Arr(var containers)) {
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

  private static String withLabels(List<String> labels) {
    var filters = JsonWriter.compact().beginObject().name("label").beginArray();
    labels.forEach(filters::value);
    return segment(filters.endArray().endObject().toText());
  }

  /**
   * All that is known of a container, as Docker's {@code inspect} shows it.
   *
   * @param container its name or the beginning of its id
   * @return empty when there is none
   */
  public Optional<JsonValue.Obj> inspectContainer(String container)
      throws IOException, EngineException, DecodeException {
    var path = "/containers/" + segment(container) + "/json";
    try (var answer = send(request(Method.GET, path).build())) {
      return Optional.of(new JsonValue.Obj(json(answer)));
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
    var path = new StringBuilder("/events?filters=").append(segment(EVENT_TYPES));
    since.ifPresent(token -> path.append("&since=").append(segment(token)));
    return new EventStream(send(request(Method.GET, path.toString()).build()));
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
    try (var answer = post("/containers/" + segment(container) + "/exec", body)) {
      return json(answer).get("Id") instanceof JsonValue.Str(var id) ? id : "";
    }
  }

  /** Runs a prepared command and hands over what it prints, both streams as one, to its end. */
  public void startExec(String id, Output output) throws IOException, EngineException {
    var body = JsonWriter.compact().beginObject();
    body.name("Detach").value(false).name("Tty").value(false).endObject();
    try (var answer = post("/exec/" + segment(id) + "/start", body)) {
      FrameReader.read(answer.getBody(), output);
    }
  }

  public ExecState inspectExec(String id) throws IOException, EngineException, DecodeException {
    var path = "/exec/" + segment(id) + "/json";
    try (var answer = send(request(Method.GET, path).build())) {
      var state = json(answer);
      boolean running = state.get("Running") instanceof JsonValue.Bool(var flag) && flag;
      int exitCode =
          state.get("ExitCode") instanceof JsonValue.Num number ? number.number().intValue() : 0;
      return new ExecState(running, exitCode);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  private DockerHttpClient.Response post(String path, JsonWriter body)
      throws IOException, EngineException {
    return send(
        request(Method.POST, path)
            .putHeader("Content-Type", "application/json")
            .body(new ByteArrayInputStream(body.toBytes()))
            .build());
  }

  private static DockerHttpClient.Request.Builder request(Method method, String path) {
    var request = DockerHttpClient.Request.builder().method(method).path(path);
    // A kept connection may be one to an Engine that has restarted since.
    request.putHeader("Connection", "close");
    return request;
  }

  private DockerHttpClient.Response send(DockerHttpClient.Request request)
      throws IOException, EngineException {
    var answer = execute(request);
    if (answer.getStatusCode() / 100 == 2) {
      return answer;
    }
    try (answer) {
      var body = answer.getBody().readNBytes(ANSWER_MAX_BYTES);
      throw new EngineException(answer.getStatusCode(), new String(body, StandardCharsets.UTF_8));
    }
  }

  private DockerHttpClient.Response execute(DockerHttpClient.Request request) throws IOException {
    try {
      return http.execute(request);
    } catch (RuntimeException e) {
      // The transport wraps what the socket says.
      if (e.getCause() instanceof IOException cause) {
        throw new IOException("dial " + host.shown() + ": " + cause.getMessage(), cause);
      }
      throw e;
    }
  }

  private static Map<String, JsonValue> json(DockerHttpClient.Response answer)
      throws IOException, DecodeException {
    return read(answer) instanceof JsonValue.Obj(var members) ? members : Map.of();
  }

  private static JsonValue read(DockerHttpClient.Response answer)
      throws IOException, DecodeException {
    return JsonReader.read(answer.getBody().readNBytes(ANSWER_MAX_BYTES));
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
