package praetor.cli.daemon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import praetor.client.ClientException;
import praetor.client.Request;
import praetor.client.Transport;
import praetor.http.Body;
import praetor.http.Headers;
import praetor.http.HttpHandler;
import praetor.http.HttpVersion;
import praetor.http.RequestTarget;
import praetor.http.Response;

/**
 * Carries requests straight into the router of this process: no socket, no listener needed. A
 * caller that is interrupted counts as a client that has gone.
 */
public final class RouterTransport implements Transport {
  private final HttpHandler router;

  public RouterTransport(HttpHandler router) {
    this.router = router;
  }

  /** Where requests of this process come from: no network. */
  private static final class Inside extends SocketAddress {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      return "this process";
    }
  }

  /** A request and the place for its answer. */
  private static final class Call implements praetor.http.Exchange {
    private final praetor.http.Request request;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private Runnable whenGone = () -> {};
    private boolean gone;

    Call(praetor.http.Request request) {
      this.request = request;
    }

    @Override
    public praetor.http.Request request() {
      return request;
    }

    @Override
    public void respond(Response response) {
      answer.complete(response);
    }

    @Override
    public synchronized void onGone(Runnable action) {
      whenGone = action;
      if (gone) {
        action.run();
      }
    }

    synchronized void leave() {
      gone = true;
      whenGone.run();
    }
  }

  @Override
  public Exchange open(Request request) throws IOException {
    var call = new Call(translated(request));
    router.handle(call);
    try {
      var response = call.answer.get();
      return new Exchange(response.status(), headers(response), body(response));
    } catch (ExecutionException failure) {
      throw new ClientException(String.valueOf(failure.getMessage()), failure);
    } catch (InterruptedException gone) {
      call.leave();
      Thread.currentThread().interrupt();
      throw new ClientException("interrupted", gone);
    }
  }

  private static praetor.http.Request translated(Request request) throws IOException {
    var target = RequestTarget.parse(request.method(), request.target());
    if (target.isEmpty()) {
      throw new ClientException("malformed request " + request.target());
    }
    var headers = Headers.EMPTY;
    for (var header : request.headers().entrySet()) {
      headers = headers.plus(header.getKey(), header.getValue());
    }
    var whole =
        praetor.http.Request.of(
            request.method(), target.get(), HttpVersion.HTTP_1_1, headers, new Inside(), false);
    return request.body().isPresent() ? whole.withBody(request.body().get().bytes()) : whole;
  }

  private static Map<String, String> headers(Response response) {
    var headers = new HashMap<String, String>();
    for (int i = 0; i < response.headers().size(); i++) {
      headers.put(response.headers().name(i).toLowerCase(Locale.ROOT), response.headers().value(i));
    }
    return headers;
  }

  private static InputStream body(Response response) throws IOException {
    return switch (response.body()) {
      case Body.Bytes(byte[] bytes) -> new ByteArrayInputStream(bytes);
      case Body.Shared(var shared) -> new ByteArrayInputStream(shared.bytes());
      case Body.Stream(var writer) -> new StreamedBody(writer);
    };
  }

  @Override
  public String url(Request request) {
    return request.target();
  }
}
