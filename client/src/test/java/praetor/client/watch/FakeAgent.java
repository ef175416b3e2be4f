package praetor.client.watch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.client.ClientConfig;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.Request;
import praetor.client.Transport;

/** Gives one prepared answer after the other, and keeps what it was asked. */
final class FakeAgent implements Transport {
  private final List<Exchange> answers = new ArrayList<>();
  final List<String> asked = new ArrayList<>();

  FakeAgent answer(int status, Map<String, String> headers, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    answers.add(new Exchange(status, headers, new ByteArrayInputStream(bytes)));
    return this;
  }

  FakeAgent answer(long index, String body) {
    return answer(200, Map.of("x-consul-index", Long.toUnsignedString(index)), body);
  }

  ConsulClient client() {
    return new ConsulClient(this, ClientConfig.inProcess(Optional.empty()));
  }

  @Override
  public Exchange open(Request request) throws IOException {
    asked.add(request.target());
    if (answers.isEmpty()) {
      Thread.currentThread().interrupt();
      throw new ClientException("no more answers");
    }
    return answers.removeFirst();
  }

  @Override
  public String url(Request request) {
    return request.target();
  }
}
