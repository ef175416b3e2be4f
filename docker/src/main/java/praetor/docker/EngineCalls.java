package praetor.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/**
 * Requests to one Engine and what it answers to them. Opens nothing before the first, and a
 * connection for each. Safe for any thread.
 */
final class EngineCalls implements AutoCloseable {
  /** A list of ten thousand containers has 20 MB; what is longer is cut off, and not understood. */
  private static final int ANSWER_MAX_BYTES = 64 << 20;

  private final DockerHost host;
  private final DockerHttpClient http;

  /**
   * Reads certificates where TLS is wanted.
   *
   * @throws IllegalArgumentException if they cannot be used
   */
  EngineCalls(DockerHost host) {
    this.host = host;
    var builder = new ZerodepDockerHttpClient.Builder().dockerHost(host.uri());
    host.certificates().map(EngineTls::context).ifPresent(tls -> builder.sslConfig(() -> tls));
    this.http = builder.build();
  }

  DockerHttpClient.Response get(String path) throws IOException, EngineException {
    return send(request(Method.GET, path).build());
  }

  DockerHttpClient.Response delete(String path) throws IOException, EngineException {
    return send(request(Method.DELETE, path).build());
  }

  DockerHttpClient.Response post(String path) throws IOException, EngineException {
    return send(request(Method.POST, path).build());
  }

  DockerHttpClient.Response post(String path, JsonWriter body) throws IOException, EngineException {
    var bytes = new ByteArrayInputStream(body.toBytes());
    return post(path, "application/json", bytes);
  }

  DockerHttpClient.Response post(String path, String type, InputStream body)
      throws IOException, EngineException {
    return send(request(Method.POST, path).putHeader("Content-Type", type).body(body).build());
  }

  private static DockerHttpClient.Request.Builder request(Method method, String path) {
    var request = DockerHttpClient.Request.builder().method(method).path(path);
    // A kept connection may be one to an Engine that has restarted since.
    request.putHeader("Connection", "close");
    return request;
  }

  /** The parameter {@code filters} for what has all these labels. */
  static String labelFilter(List<String> labels) {
    var filters = JsonWriter.compact().beginObject().name("label").beginArray();
    labels.forEach(filters::value);
    return segment(filters.endArray().endObject().toText());
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

  /** The object that was answered; empty when it is something else. */
  static Map<String, JsonValue> json(DockerHttpClient.Response answer)
      throws IOException, DecodeException {
    return read(answer) instanceof JsonValue.Obj(var members) ? members : Map.of();
  }

  static JsonValue read(DockerHttpClient.Response answer) throws IOException, DecodeException {
    return JsonReader.read(answer.getBody().readNBytes(ANSWER_MAX_BYTES));
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
