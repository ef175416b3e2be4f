package praetor.http.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import praetor.http.Exchange;
import praetor.http.Request;
import praetor.http.Response;

/**
 * One request of either protocol. Open until the answer is given or the client goes, whichever
 * comes first; the answer reaches the connection on its event loop.
 */
abstract class ServerExchange implements Exchange, Runnable {
  /** On the event loop a body up to this size is compressed at once, a larger one elsewhere. */
  private static final int COMPRESS_HERE_MAX_BYTES = 32 << 10;

  private enum State {
    OPEN,
    ANSWERED,
    GONE
  }

  private final EventLoop loop;
  private Request request;
  private State state = State.OPEN;
  private @Nullable Runnable goneAction;
  private @Nullable Response response;

  ServerExchange(EventLoop loop, Request request) {
    this.loop = loop;
    this.request = request;
  }

  /** Writes the answer. Called once at most, on the event loop. */
  abstract void send(Response response);

  @Override
  public final Request request() {
    return request;
  }

  /** Completes the request with its body, before a handler has seen it. */
  final void request(Request complete) {
    request = complete;
  }

  @Override
  public final void respond(Response response) {
    synchronized (this) {
      if (state != State.OPEN) {
        return;
      }
      state = State.ANSWERED;
      goneAction = null;
    }
    boolean compress = Gzip.applies(request, response);
    if (!loop.inEventLoop()) {
      hand(compress ? Gzip.compressed(response) : response);
    } else if (compress && Gzip.work(response) > COMPRESS_HERE_MAX_BYTES) {
      Thread.startVirtualThread(() -> hand(Gzip.compressed(response)));
    } else {
      send(compress ? Gzip.compressed(response) : response);
    }
  }

  @Override
  public final void onGone(Runnable action) {
    synchronized (this) {
      if (state == State.OPEN) {
        goneAction = action;
      }
      if (state != State.GONE) {
        return;
      }
    }
    action.run();
  }

  /** Sends the answer that another thread left here. */
  @Override
  public final void run() {
    var answer = response;
    response = null;
    if (answer != null) {
      send(answer);
    }
  }

  /** The client has gone: whoever waits for that is told. */
  final void gone() {
    Runnable action;
    synchronized (this) {
      if (state != State.OPEN) {
        return;
      }
      state = State.GONE;
      action = goneAction;
      goneAction = null;
    }
    if (action != null) {
      action.run();
    }
  }

  /** Whether it is still open and nobody would mind if it ended without an answer. */
  final synchronized boolean isAbandonable() {
    return state == State.OPEN && goneAction != null;
  }

  private void hand(Response answer) {
    response = answer;
    try {
      loop.execute(this);
    } catch (RejectedExecutionException _) {
      // The server has been closed, and the connection with it.
      gone();
    }
  }
}
