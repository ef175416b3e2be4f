package praetor.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Carries a request to an agent: over a socket, or straight into a router. */
public interface Transport {

  /**
   * Sends the request and returns when the head of the answer is there.
   *
   * @throws IOException the agent was not reached; the message names what and why
   */
  Exchange open(Request request) throws IOException;

  /** The URL of a request, as error texts show it. */
  String url(Request request);

  /**
   * An answer whose body is still to be read.
   *
   * @param headers by lower case name
   */
  record Exchange(int status, Map<String, String> headers, InputStream body)
      implements AutoCloseable {

    public Exchange {
      headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
