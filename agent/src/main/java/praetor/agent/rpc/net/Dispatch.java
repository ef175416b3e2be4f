package praetor.agent.rpc.net;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.agent.rpc.yamux.YamuxSession;
import praetor.model.DecodeException;
import praetor.model.NetworkErrors;

/** Finds out what an accepted connection is for, and has it served on the calling thread. */
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.rpc");

  /** How long a caller of a snapshot may keep silent. */
  private static final Duration SNAPSHOT_TIMEOUT = Duration.ofMinutes(1);

  /** How long the end of a caller is waited for, so that it can read all of its answer. */
  private static final Duration PARTING = Duration.ofSeconds(5);

  private final ServerPort.Services services;
  private final RpcServing serving;
  private final RpcServing anonymous;
  private final YamuxSession.Resources resources;
  private final Supplier<RpcTls> settings;
  private final String datacenter;
  private final Set<YamuxSession> sessions = ConcurrentHashMap.newKeySet();

  /**
   * @param anonymous answers callers that showed no certificate because they are to get one
   */
  Dispatch(
      ServerPort.Services services,
      RpcServing serving,
      RpcServing anonymous,
      YamuxSession.Resources resources,
      Supplier<RpcTls> settings,
      String datacenter) {
    this.services = services;
    this.serving = serving;
    this.anonymous = anonymous;
    this.resources = resources;
    this.settings = settings;
    this.datacenter = datacenter;
  }

  /**
   * Serves a connection until it ends.
   *
   * @param shaken called when it has said what it wants
   */
  void serve(SocketLink link, Runnable shaken) throws IOException {
    var purpose = purpose(link, settings.get());
    shaken.run();
    if (purpose.isPresent()) {
      serve(link, purpose.get());
    }
  }

  void close() {
    sessions.forEach(YamuxSession::close);
  }

  /** Reads the first byte, and the one inside TLS; empty when the connection is refused. */
  private Optional<FirstByte> purpose(SocketLink link, RpcTls tls) throws IOException {
    int first = link.input().read();
    if (first < 0) {
      return Optional.empty();
    }
    if (first > FirstByte.HIGHEST && tls.server().isPresent()) {
      return negotiated(link, tls, first);
    }
    var purpose = FirstByte.of(first);
    boolean wrapped =
        purpose.filter(p -> p == FirstByte.TLS || p == FirstByte.TLS_INSECURE).isPresent();
    if (tls.verifyIncoming() && !wrapped) {
      LOG.warn("Non-TLS connection attempted with VerifyIncoming set: conn=from={}", link.remote());
      return Optional.empty();
    }
    if (purpose.isEmpty()) {
      return unrecognized(link, first);
    }
    return switch (purpose.get()) {
      case TLS -> insideTls(link, tls);
      case TLS_INSECURE ->
          secured(link, tls, new byte[0], SocketLink.Handshake.ANONYMOUS)
              ? purpose
              : Optional.empty();
      case SINGLE_RPC, RAFT, MULTIPLEX, SNAPSHOT, GRPC -> purpose;
    };
  }

  private static Optional<FirstByte> unrecognized(SocketLink link, int first) {
    LOG.error("unrecognized RPC byte: byte={} conn=from={}", first, link.remote());
    return Optional.empty();
  }

  private static Optional<FirstByte> negotiated(SocketLink link, RpcTls tls, int first)
      throws IOException {
    if (!secured(link, tls, new byte[] {(byte) first}, SocketLink.Handshake.NEGOTIATED)) {
      return Optional.empty();
    }
    var purpose = FirstByte.ofProtocol(link.protocol());
    if (purpose.isEmpty()) {
      LOG.error(
          "unknown TLS protocol: protocol=\"{}\" conn=from={}", link.protocol(), link.remote());
    }
    return purpose;
  }

  private static Optional<FirstByte> insideTls(SocketLink link, RpcTls tls) throws IOException {
    if (!secured(link, tls, new byte[0], SocketLink.Handshake.PLAIN)) {
      return Optional.empty();
    }
    int first = link.input().read();
    var purpose =
        FirstByte.of(first).filter(p -> p != FirstByte.TLS && p != FirstByte.TLS_INSECURE);
    return purpose.isPresent() || first < 0 ? purpose : unrecognized(link, first);
  }

  private static boolean secured(
      SocketLink link, RpcTls tls, byte[] alreadyRead, SocketLink.Handshake kind)
      throws IOException {
    if (tls.server().isEmpty()) {
      LOG.warn(
          "TLS connection attempted, server not configured for TLS: conn=from={}", link.remote());
      return false;
    }
    try {
      link.secureAsServer(tls, alreadyRead, kind);
      return true;
    } catch (SSLException e) {
      LOG.error(
          "TLS handshake failed: conn=from={} error=\"{}\"", link.remote(), NetworkErrors.why(e));
      return false;
    }
  }

  private void serve(SocketLink link, FirstByte purpose) throws IOException {
    switch (purpose) {
      case MULTIPLEX -> serveSession(link);
      case SINGLE_RPC -> serving.serve(new SocketStream(link));
      case RAFT -> serveRaft(link);
      case SNAPSHOT -> serveSnapshot(link);
      case GRPC -> services.grpc().accept(link);
      case TLS_INSECURE -> anonymous.serve(new SocketStream(link));
      case TLS -> throw new IllegalStateException("it says what is inside it");
    }
  }

  private void serveSession(SocketLink link) throws IOException {
    var ended = new CountDownLatch(1);
    var session = YamuxSession.accepted(link, serving::serve, resources);
    sessions.add(session);
    session.onEnd(ended::countDown);
    try {
      // The session's own keep-alive has the deadline.
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      sessions.remove(session);
    }
  }

  /** Source: since 1.10.1 only a certificate of a server may speak raft when names are checked. */
  private void serveRaft(SocketLink link) {
    var tls = settings.get();
    var name = tls.serverName(datacenter);
    if (tls.verifyIncoming() && tls.verifyServerHostname() && !link.peerIsCalled(name)) {
      LOG.warn(
          "a raft connection without the certificate of a server: conn=from={}", link.remote());
      return;
    }
    services.raft().accept(link);
  }

  private void serveSnapshot(SocketLink link) throws IOException {
    var budget = new ByteBudget(SnapshotExchange.HEAD_BYTES_MAX);
    var values = new ValueReader(new SocketStream(link), SnapshotExchange.HEAD_BYTES_MAX, budget);
    try {
      var request = values.need(Deadline.after(SNAPSHOT_TIMEOUT));
      link.readTimeout((int) SNAPSHOT_TIMEOUT.toMillis());
      var archive = link.inputAfter(values.takeRest());
      services.snapshots().serve(request, archive, link.output(), link.remote());
    } catch (DecodeException e) {
      LOG.error("Snapshot RPC error: error={} conn=from={}", e.getMessage(), link.remote());
      return;
    }
    link.output().flush();
    link.closeOutput();
    link.readTimeout((int) PARTING.toMillis());
    link.input().transferTo(OutputStream.nullOutputStream());
  }
}
