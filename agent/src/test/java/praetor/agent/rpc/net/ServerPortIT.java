package praetor.agent.rpc.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import praetor.agent.RequestException;
import praetor.agent.rpc.Recorded;
import praetor.agent.rpc.RpcCaller.Target;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.RpcHandler;
import praetor.agent.rpc.yamux.YamuxOptions;
import praetor.model.Bytes;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.raft.Connection;

/** Our calls to our server port, and bytes that no agent of ours sends. */
@Timeout(60)
class ServerPortIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Bytes NIL = Bytes.owned(new byte[] {(byte) 0xc0});

  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private final LinkedBlockingQueue<CompletableFuture<Bytes>> parked = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> rafts = new LinkedBlockingQueue<>();
  private boolean savesAtOnce;
  private RpcTls serverTls = RpcTls.none();
  private RpcTls clientTls = RpcTls.none();

  @AfterEach
  void closeAll() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
    timers.shutdownNow();
  }

  private CompletableFuture<Bytes> answer(RpcHandler.Call call) {
    return switch (call.method()) {
      case "Test.Echo" -> CompletableFuture.completedFuture(call.argument());
      case "Test.Park" -> {
        var reply = new CompletableFuture<Bytes>();
        parked.add(reply);
        yield reply;
      }
      case "Test.Denied" ->
          CompletableFuture.failedFuture(new RequestException(403, "Permission denied"));
      case "Test.Broken" -> throw new IllegalStateException("a mistake of ours");
      default ->
          CompletableFuture.failedFuture(
              RpcException.answered("rpc: can't find method " + call.method()));
    };
  }

  private ServerPort port() throws IOException {
    return port(SOON, 100);
  }

  private ServerPort port(Duration handshake, int connectionsMax) throws IOException {
    var options =
        new ServerPort.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "dc1",
            handshake,
            connectionsMax,
            4 << 20);
    var services =
        new ServerPort.Services(
            this::answer, this::answer, this::serveRaft, this::snapshot, ServerPortIT::serveGrpc);
    var port = ServerPort.bind(options, services, () -> serverTls, timers);
    open.add(port);
    port.start();
    return port;
  }

  private void serveRaft(Connection connection) {
    try (connection) {
      rafts.add(new String(connection.input().readNBytes(4), StandardCharsets.US_ASCII));
      connection.output().write('k');
      connection.output().flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void serveGrpc(Connection connection) {
    try (connection) {
      connection.output().write("http2".getBytes(StandardCharsets.US_ASCII));
      connection.output().flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers with the request, and then with what was sent, turned into upper case. */
  private void snapshot(Bytes request, InputStream archive, OutputStream out, String remote)
      throws IOException {
    if (savesAtOnce) {
      out.write(request.array());
      out.write("SAVED".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    var sent = new String(archive.readAllBytes(), StandardCharsets.US_ASCII);
    out.write(request.array());
    out.write(sent.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
  }

  private ServerDialer dialer() {
    return new ServerDialer(() -> clientTls);
  }

  private RpcPool pool(RpcPool.Options options) {
    var pool = new RpcPool(dialer(), options, timers);
    open.add(pool);
    return pool;
  }

  private RpcPool pool() {
    return pool(RpcPool.Options.CLIENT);
  }

  private static Target target(ServerPort port) {
    return new Target("dc1", "s1", port.address());
  }

  private static Bytes text(String text) {
    return Bytes.owned(new PackWriter().string(text).toBytes());
  }

  private static Bytes get(CompletableFuture<Bytes> reply) throws Exception {
    return reply.get(20, TimeUnit.SECONDS);
  }

  private static RpcException failure(CompletableFuture<Bytes> reply) throws Exception {
    try {
      var value = get(reply);
      throw new AssertionError("answered " + value);
    } catch (ExecutionException e) {
      return (RpcException) e.getCause();
    }
  }

  @Test
  void callsAreAnsweredOverOneSession() throws Exception {
    var port = port();
    var pool = pool();
    var replies = new ArrayList<CompletableFuture<Bytes>>();
    for (int i = 0; i < 200; i++) {
      replies.add(pool.call(target(port), "Test.Echo", text("call " + i), SOON));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(get(replies.get(i))).isEqualTo(text("call " + i));
    }
    assertThat(pool.sessions()).isEqualTo(1);
    assertThat(port.connections()).isEqualTo(1);
  }

  @Test
  void aRecordedReplyOf64MebibytesArrives() throws Exception {
    var port = port();
    var reply = pool().call(target(port), "Test.Park", NIL, SOON);
    var large = Bytes.owned(new PackWriter().raw(new byte[64 << 20]).toBytes());
    parked.poll(20, TimeUnit.SECONDS).complete(large);
    assertThat(get(reply).equals(large)).isTrue();
  }

  @Test
  void anArgumentOverTheLimitIsCutOff() throws Exception {
    var port = port();
    var large = Bytes.owned(new PackWriter().raw(new byte[5 << 20]).toBytes());
    var failure = failure(pool().call(target(port), "Test.Echo", large, SOON));
    assertThat(failure.kind()).isNotEqualTo(RpcException.Kind.ANSWERED);
    assertThat(failure).hasMessage("rpc error making call: connection reset");
  }

  @Test
  void errorsAreAnsweredAndTheStreamGoesOn() throws Exception {
    var port = port();
    var pool = pool();
    for (int i = 0; i < 3; i++) {
      var denied = failure(pool.call(target(port), "Test.Denied", NIL, SOON));
      assertThat(denied.kind()).isEqualTo(RpcException.Kind.ANSWERED);
      assertThat(denied).hasMessage("Permission denied");
    }
    assertThat(failure(pool.call(target(port), "Test.Broken", NIL, SOON)))
        .hasMessage("rpc: internal error in Test.Broken");
    assertThat(failure(pool.call(target(port), "No.Such", NIL, SOON)))
        .hasMessage("rpc: can't find method No.Such");
    assertThat(get(pool.call(target(port), "Test.Echo", NIL, SOON))).isEqualTo(NIL);
  }

  @Test
  void nobodyThereMeansNotSent() throws Exception {
    var port = port();
    var address = port.address();
    port.close();
    var failure = failure(pool().call(new Target("dc1", "s1", address), "Test.Echo", NIL, SOON));
    assertThat(failure.kind()).isEqualTo(RpcException.Kind.NOT_SENT);
    assertThat(failure)
        .hasMessage(
            "rpc error getting client: failed to get conn: dial tcp 127.0.0.1:"
                + address.getPort()
                + ": connect: connection refused");
  }

  @Test
  void aClosedPortLetsNobodyInAnyMore() throws Exception {
    for (int i = 0; i < 50; i++) {
      var port = port();
      var address = port.address();
      new Socket(address.getAddress(), address.getPort()).close();
      port.close();
      assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void outOfTimeMeansUnknownAndEndsTheCall() throws Exception {
    var port = port();
    var pool = pool();
    var late = failure(pool.call(target(port), "Test.Park", NIL, Duration.ofMillis(200)));
    assertThat(late.kind()).isEqualTo(RpcException.Kind.UNKNOWN);
    assertThat(late).hasMessage("rpc error making call: i/o deadline reached");
    var forgotten = parked.poll(20, TimeUnit.SECONDS);
    await().until(forgotten::isCancelled);
    assertThat(get(pool.call(target(port), "Test.Echo", NIL, SOON))).isEqualTo(NIL);
  }

  @Test
  void cancellingACallEndsItAtTheServer() throws Exception {
    var port = port();
    var reply = pool().call(target(port), "Test.Park", NIL, SOON);
    var parkedCall = parked.poll(20, TimeUnit.SECONDS);
    reply.cancel(false);
    await().until(parkedCall::isCancelled);
  }

  @Test
  void aServerThatStopsEndsItsCallsAndAnotherOneIsDialed() throws Exception {
    var first = port();
    var pool = pool();
    var waiting = pool.call(target(first), "Test.Park", NIL, SOON);
    assertThat(parked.poll(20, TimeUnit.SECONDS)).isNotNull();
    first.close();
    assertThat(failure(waiting).kind()).isEqualTo(RpcException.Kind.UNKNOWN);
    await().until(() -> pool.sessions() == 0);
    assertThat(get(pool.call(target(port()), "Test.Echo", NIL, SOON))).isEqualTo(NIL);
  }

  @Test
  void anIdleSessionIsDropped() throws Exception {
    var port = port();
    var quick = new RpcPool.Options(1, Duration.ofMillis(100), SOON, 1 << 20, YamuxOptions.DEFAULT);
    var pool = pool(quick);
    assertThat(get(pool.call(target(port), "Test.Echo", NIL, SOON))).isEqualTo(NIL);
    await().until(() -> pool.sessions() == 0 && port.connections() == 0);
    assertThat(get(pool.call(target(port), "Test.Echo", NIL, SOON))).isEqualTo(NIL);
  }

  @Test
  void closingThePoolFailsItsCalls() throws Exception {
    var port = port();
    var pool = pool();
    var waiting = pool.call(target(port), "Test.Park", NIL, SOON);
    assertThat(parked.poll(20, TimeUnit.SECONDS)).isNotNull();
    pool.close();
    assertThat(failure(waiting).kind()).isEqualTo(RpcException.Kind.UNKNOWN);
    assertThat(failure(pool.call(target(port), "Test.Echo", NIL, SOON)).kind())
        .isEqualTo(RpcException.Kind.NOT_SENT);
  }

  @Test
  void aConnectionMayCarryCallsByItself() throws Exception {
    var port = port();
    var call = Recorded.entries("call/rpc-calls.json").findFirst().orElseThrow();
    try (var socket = connect(port, 0)) {
      socket.getOutputStream().write(Recorded.bytes(call, "request_hex"));
      var in = new PackReader(socket.getInputStream().readNBytes(84));
      var error = "rpc: can't find method " + call.path("method").asString();
      assertThat(in.mapHeader()).isEqualTo(3);
      assertThat(in.string()).isEqualTo("Error");
      assertThat(in.string()).isEqualTo(error);
      assertThat(in.string()).isEqualTo("Seq");
      assertThat(in.unsigned()).isEqualTo(1);
    }
  }

  @Test
  void raftHasItsOwnConnections() throws Exception {
    var port = port();
    var dialer = dialer().raft("dc1");
    try (var connection = dialer.dial("id", port.address(), SOON)) {
      connection.output().write("raft".getBytes(StandardCharsets.US_ASCII));
      assertThat(connection.input().read()).isEqualTo('k');
      assertThat(rafts.poll(20, TimeUnit.SECONDS)).isEqualTo("raft");
    }
  }

  @Test
  void snapshotsGoBothWays() throws Exception {
    var port = port();
    try (var exchange = dialer().snapshot(target(port), text("request"), SOON)) {
      exchange.out().write("archive".getBytes(StandardCharsets.US_ASCII));
      assertThat(exchange.response(SOON)).isEqualTo(text("request"));
      assertThat(exchange.archive().readAllBytes()).asString().isEqualTo("ARCHIVE");
    }
  }

  @Test
  void aSaveTellsNoEnd() throws Exception {
    var port = port();
    savesAtOnce = true;
    try (var exchange = dialer().snapshot(target(port), text("request"), SOON)) {
      assertThat(exchange.response(SOON)).isEqualTo(text("request"));
      assertThat(exchange.archive().readAllBytes()).asString().isEqualTo("SAVED");
    }
  }

  @Test
  void aRecordedSnapshotRequestIsRead() throws Exception {
    var port = port();
    for (var entry : Recorded.entries("net/snapshot-stream.json").toList()) {
      try (var socket = new Socket()) {
        socket.connect(port.address());
        var request = Recorded.bytes(entry, "request_hex");
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes())
            .isEqualTo(java.util.Arrays.copyOfRange(request, 1, request.length));
      }
    }
  }

  @Test
  void grpcIsHandedOn() throws Exception {
    try (var socket = connect(port(), 8)) {
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("http2");
    }
  }

  @Test
  void unknownFirstBytesAreRefused() throws Exception {
    var port = port();
    for (int first : new int[] {2, 3, 6, 7, 9, 10, 'G', 0x16, 255}) {
      try (var socket = connect(port, first)) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
    await().until(() -> port.connections() == 0);
  }

  private static Socket connect(ServerPort port, int first) throws IOException {
    var socket = new Socket();
    socket.connect(port.address());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(first);
    return socket;
  }

  @Test
  void whoeverSaysNothingIsCutOff() throws Exception {
    var port = port(Duration.ofMillis(200), 100);
    try (var socket = new Socket()) {
      socket.connect(port.address());
      socket.setSoTimeout(20_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void oneClientHasSoManyConnectionsAndNoMore() throws Exception {
    var port = port(SOON, 2);
    var first = connect(port, 4);
    try (var second = connect(port, 4)) {
      await().until(() -> port.connections() == 2);
      try (var third = connect(port, 4)) {
        assertThat(endOf(third)).isTrue();
      }
      first.close();
      await().until(() -> port.connections() == 1);
      assertThat(get(pool().call(target(port), "Test.Echo", NIL, SOON))).isEqualTo(NIL);
      assertThat(second.isClosed()).isFalse();
    }
  }

  /** Whether the other end closes, in whatever way. */
  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void aPortInUseIsSaidAsConsulSaysIt() throws Exception {
    var taken = port().address();
    var options = new ServerPort.Options(taken, "dc1", SOON, 100, 1 << 20);
    var services =
        new ServerPort.Services(
            this::answer, this::answer, this::serveRaft, this::snapshot, ServerPortIT::serveGrpc);
    assertThatThrownBy(() -> ServerPort.bind(options, services, RpcTls::none, timers))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Failed to start Consul server: Failed to start RPC layer: listen tcp 127.0.0.1:"
                + taken.getPort()
                + ": bind: address already in use");
  }

  @Test
  void callsGoThroughMutualTls() throws Exception {
    serverTls = TestTls.server();
    clientTls = TestTls.agent();
    var port = port();
    var large = Bytes.owned(new PackWriter().raw(new byte[3 << 20]).toBytes());
    assertThat(get(pool().call(target(port), "Test.Echo", large, SOON)).equals(large)).isTrue();
    try (var exchange = dialer().snapshot(target(port), text("request"), SOON)) {
      exchange.out().write("archive".getBytes(StandardCharsets.US_ASCII));
      assertThat(exchange.response(SOON)).isEqualTo(text("request"));
      assertThat(exchange.archive().readAllBytes()).asString().isEqualTo("ARCHIVE");
    }
  }

  @Test
  void clearTextIsRefusedWhenIncomingIsVerified() throws Exception {
    serverTls = TestTls.server();
    var port = port();
    try (var socket = connect(port, 4)) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(failure(pool().call(target(port), "Test.Echo", NIL, SOON)).kind())
        .isNotEqualTo(RpcException.Kind.ANSWERED);
  }

  @Test
  void aClientWithoutACertificateIsRefusedWhenIncomingIsVerified() throws Exception {
    serverTls = TestTls.server();
    clientTls = TestTls.anonymous();
    assertThat(failure(pool().call(target(port()), "Test.Echo", NIL, SOON)).kind())
        .isNotEqualTo(RpcException.Kind.ANSWERED);
    serverTls = TestTls.mutual("server", false);
    assertThat(get(pool().call(target(port()), "Test.Echo", NIL, SOON))).isEqualTo(NIL);
  }

  @Test
  void aServerMustHaveTheNameOfAServer() throws Exception {
    serverTls = TestTls.agent();
    clientTls = TestTls.agent();
    var failure = failure(pool().call(target(port()), "Test.Echo", NIL, SOON));
    assertThat(failure.kind()).isEqualTo(RpcException.Kind.NOT_SENT);
    assertThat(failure).hasMessageContaining("server.dc1.consul");
  }

  @Test
  void onlyAServerMaySpeakRaftWhenNamesAreVerified() throws Exception {
    serverTls = TestTls.server();
    clientTls = TestTls.agent();
    var port = port();
    try (var refused = dialer().raft("dc1").dial("id", port.address(), SOON)) {
      assertThat(refused.input().read()).isEqualTo(-1);
    }
    clientTls = TestTls.server();
    try (var connection = dialer().raft("dc1").dial("id", port.address(), SOON)) {
      connection.output().write("raft".getBytes(StandardCharsets.US_ASCII));
      assertThat(connection.input().read()).isEqualTo('k');
    }
  }

  @Test
  void tlsThatBeginsAtOnceSaysWhatItIsForByItsProtocol() throws Exception {
    serverTls = TestTls.server();
    var port = port();
    try (var socket =
        (SSLSocket)
            TestTls.context("agent", true)
                .getSocketFactory()
                .createSocket(port.address().getAddress(), port.address().getPort())) {
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"consul/rpc-grpc"});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(20_000);
      socket.startHandshake();
      assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("http2");
    }
  }
}
