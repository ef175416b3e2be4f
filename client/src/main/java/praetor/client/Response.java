package praetor.client;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;

/**
 * A whole answer.
 *
 * @param headers by lower case name
 */
public record Response(int status, Map<String, String> headers, Bytes body) {

  public Response {
    headers = Map.copyOf(headers);
  }

  public String text() {
    return body.utf8();
  }

  /** A header by its name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The raft index of the answer. */
  public Optional<Long> index() {
    return header("X-Consul-Index").map(Long::parseUnsignedLong);
  }

  /** The body as JSON. */
  public JsonView json() throws ClientException {
    try {
      return JsonView.of(JsonReader.readWhole(body.array()));
    } catch (DecodeException notJson) {
      throw new ClientException(notJson.getMessage());
    }
  }
}
