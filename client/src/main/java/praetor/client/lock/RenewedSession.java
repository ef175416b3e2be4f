package praetor.client.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.StatusException;
import praetor.model.codec.JsonWriter;

/** A session that is renewed for as long as it is open: what a lock is held by. */
public final class RenewedSession implements AutoCloseable {
  /** Source: sessions of {@code consul lock} 1.21.4. */
  private static final Duration TTL = Duration.ofSeconds(15);

  /** Half of the TTL: one renewal may fail. */
  private static final Duration RENEWAL = TTL.dividedBy(2);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ConsulClient client;
  private final Query query;
  private final String id;
  private @Nullable Thread renewer;

  private RenewedSession(ConsulClient client, Query query, String id) {
    this.client = client;
    this.query = query;
    this.id = id;
  }

  /**
   * Opens a session.
   *
   * @param node the node it belongs to; empty for that of the agent
   * @param behavior what happens to its keys when it ends; empty for release
   */
  public static RenewedSession open(
      ConsulClient client,
      Query query,
      String name,
      Optional<String> node,
      Optional<String> behavior)
      throws IOException {
    var body = JsonWriter.compact().beginObject();
    behavior.ifPresent(b -> body.name("Behavior").value(b));
    body.name("Name").value(name);
    node.ifPresent(n -> body.name("Node").value(n));
    body.name("TTL").value(TTL.toSeconds() + "s").endObject();
    var request = Request.of("PUT", "/v1/session/create").with(query);
    var answer = client.callOk(request.with(Request.Body.json(body.toText())));
    var session = new RenewedSession(client, query, answer.json().text("ID"));
    session.renewer = Thread.ofVirtual().name("session renewal").start(session::renewForEver);
    return session;
  }

  public String id() {
    return id;
  }

  private void renewForEver() {
    var pause = Optional.of(RENEWAL);
    try {
      while (pause.isPresent()) {
        Thread.sleep(pause.get());
        pause = renew();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells when to renew again; never, when the session is gone. */
  private Optional<Duration> renew() {
    try {
      client.callOk(Request.of("PUT", "/v1/session/renew/" + id).with(query));
      return Optional.of(RENEWAL);
    } catch (StatusException refused) {
      return refused.status() == 404 ? Optional.empty() : Optional.of(RETRY);
    } catch (IOException unreachable) {
      return Optional.of(RETRY);
    }
  }

  @Override
  public void close() {
    if (renewer != null) {
      renewer.interrupt();
    }
    try {
      client.callOk(Request.of("PUT", "/v1/session/destroy/" + id).with(query));
    } catch (IOException _) {
      // Its time to live ends it.
    }
  }
}
