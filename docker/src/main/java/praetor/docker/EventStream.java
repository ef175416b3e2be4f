package praetor.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

/** What an Engine tells while it happens. Owned by one thread, which an interrupt sets free. */
public final class EventStream implements AutoCloseable {
  private final DockerHttpClient.Response answer;
  private final BufferedReader lines;

  EventStream(DockerHttpClient.Response answer) {
    this.answer = answer;
    this.lines =
        new BufferedReader(new InputStreamReader(answer.getBody(), StandardCharsets.UTF_8));
  }

  /**
   * Waits for the next event.
   *
   * @return empty when the Engine has ended the stream
   * @throws IOException the connection broke
   * @throws DecodeException it sent something else
   */
  public Optional<EngineEvent> next() throws IOException, DecodeException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (JsonReader.read(line) instanceof JsonValue.Obj(var event)) {
        var read = EngineEvent.of(event);
        if (read.isPresent()) {
          return read;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    answer.close();
  }
}
