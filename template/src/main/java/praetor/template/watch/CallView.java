package praetor.template.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.Request;
import praetor.client.Response;
import praetor.model.GoDuration;
import praetor.template.lang.Value;

/**
 * Asks an agent over and over. Owned by its thread, which ends when it is interrupted.
 *
 * <p>Source: consul-template 0.42.1: stale answers as long as they are young enough; an index that
 * goes backwards begins anew; equal answers tell nobody.
 */
final class CallView implements Runnable {
  /** Between two questions that the agent answers at once. */
  private static final Duration POLL = Duration.ofSeconds(15);

  private final Dependency.Call call;
  private final ConsulClient client;
  private final Watchers.Setting setting;
  private final WatchLog log;
  private final Consumer<WatchEvent> events;
  private long index;
  private int failures;
  private Optional<Value> last = Optional.empty();

  CallView(
      Dependency.Call call,
      ConsulClient client,
      Watchers.Setting setting,
      WatchLog log,
      Consumer<WatchEvent> events) {
    this.call = call;
    this.client = client;
    this.setting = setting;
    this.log = log;
    this.events = events;
  }

  @Override
  public void run() {
    try {
      boolean more = true;
      while (more) {
        more = once();
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean once() throws InterruptedException {
    try {
      var response = ask();
      failures = 0;
      take(response);
      if (!call.blocks()) {
        Thread.sleep(POLL);
      }
      return true;
    } catch (IOException failure) {
      return failed(failure);
    }
  }

  private Response ask() throws IOException {
    var stale = client.call(request(true));
    long contact = stale.header("X-Consul-LastContact").map(CallView::number).orElse(0L);
    boolean old = Duration.ofMillis(contact).compareTo(setting.maxStale()) > 0;
    var response = old ? client.call(request(false)) : stale;
    boolean leaderless = response.header("X-Consul-KnownLeader").equals(Optional.of("false"));
    if (leaderless && call.blocks()) {
      // What a server knows of before it hears of a leader may be nothing at all.
      throw new ClientException(
          "the agent's servers have no leader: the answer to " + call.shown() + " may be old");
    }
    return response;
  }

  private Request request(boolean stale) {
    var request = call.request();
    if (call.blocks()) {
      request = request.with("wait", setting.blockWait().toMillis() + "ms");
      request = index > 0 ? request.with("index", Long.toUnsignedString(index)) : request;
      return stale && setting.maxStale().isPositive() ? request.with("stale", "") : request;
    }
    return request;
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private void take(Response response) throws IOException {
    var value = call.value(response);
    long now = response.header("X-Consul-Index").map(CallView::number).orElse(0L);
    index = now < index ? 0 : now;
    if (value.isPresent() && !value.equals(last)) {
      last = value;
      log.debug("(view) " + call.shown() + " received data");
      events.accept(new WatchEvent.Answered(call, value.get()));
    }
  }

  private boolean failed(IOException failure) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    failures++;
    // After a failure the agent may be another one: its index means nothing yet.
    index = 0;
    var what = "(view) " + call.shown() + ": " + failure.getMessage();
    if (!setting.retry().again(failures)) {
      log.error(what + " (exceeded maximum retries)");
      events.accept(new WatchEvent.GaveUp(call, call.shown() + ": " + failure.getMessage()));
      return false;
    }
    var pause = setting.retry().pause(failures);
    log.warn(what + " (retry attempt " + failures + " after \"" + GoDuration.format(pause) + "\")");
    Thread.sleep(pause);
    return true;
  }
}
