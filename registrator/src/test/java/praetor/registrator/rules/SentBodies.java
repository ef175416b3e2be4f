package praetor.registrator.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import praetor.client.Request;
import praetor.client.Transport;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

/** An agent that accepts everything, and the bodies that it got. */
final class SentBodies implements Transport {
  private final List<JsonValue> bodies = new ArrayList<>();

  List<JsonValue> bodies() {
    return bodies;
  }

  @Override
  public Exchange open(Request request) throws IOException {
    if (request.body().isPresent()) {
      try {
        bodies.add(JsonReader.readWhole(request.body().get().bytes()));
      } catch (DecodeException notJson) {
        throw new IOException(notJson);
      }
    }
    return new Exchange(200, Map.of(), new ByteArrayInputStream(new byte[0]));
  }

  @Override
  public String url(Request request) {
    return request.target();
  }
}
