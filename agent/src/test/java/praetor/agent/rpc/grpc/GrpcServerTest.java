package praetor.agent.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import praetor.agent.RequestException;
import praetor.agent.rpc.Recorded;
import praetor.agent.rpc.yamux.Pipe;
import praetor.model.Bytes;
import praetor.model.CheckServiceNode;
import praetor.testkit.RandomTest;

@Timeout(60)
class GrpcServerTest {
  private static final String SUBSCRIBE = "/subscribe.StateChangeSubscription/Subscribe";
  private static final byte[] NO_SETTINGS = {};

  private final Pipe pipe = new Pipe();
  private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final Thread server =
      Thread.ofVirtual()
          .start(() -> new GrpcServer(new FollowOnly(this::next)).accept(pipe.right()));

  /** What a subscription waits for. */
  private record Asked(
      SubscribeRequest request, long minIndex, CompletableFuture<SubscribeSource.State> state) {}

  @AfterEach
  void close() throws Exception {
    pipe.left().close();
    assertThat(server.join(java.time.Duration.ofSeconds(20))).isTrue();
  }

  private CompletableFuture<SubscribeSource.State> next(SubscribeRequest request, long minIndex) {
    var state = new CompletableFuture<SubscribeSource.State>();
    asked.add(new Asked(request, minIndex, state));
    return state;
  }

  private Asked asked() throws InterruptedException {
    return asked.poll(20, TimeUnit.SECONDS);
  }

  private H2Client client() throws IOException {
    return new H2Client(pipe.left(), NO_SETTINGS);
  }

  private static Bytes request(long index) {
    return new ProtoWriter()
        .number(1, 1)
        .number(4, index)
        .text(5, "dc1")
        .message(10, new ProtoWriter().text(1, "web"))
        .toBytes();
  }

  private static CheckServiceNode instance() {
    var event =
        Recorded.entries("grpc/grpc.json")
            .filter(entry -> entry.path("name").asString().equals("event-health-register"))
            .findFirst()
            .orElseThrow();
    return MessageReader.of(Recorded.bytes(event, "message_hex")).message(10).message(2).instance();
  }

  private static SubscribeSource.State state(long index, CheckServiceNode... rows) {
    return new SubscribeSource.State(index, List.of(rows));
  }

  /** The frames that a 1.21.4 client sent. */
  @Test
  void aRecordedSubscriptionIsAnswered() throws Exception {
    var client = client();
    for (var entry : Recorded.entries("grpc/grpc.json").limit(2).toList()) {
      if (entry.has("frame_hex")) {
        client.write(Recorded.bytes(entry, "frame_hex"));
      } else {
        client.message(1, Bytes.owned(Recorded.bytes(entry, "message_hex")));
      }
    }
    var first = asked();
    assertThat(first.request()).isEqualTo(new SubscribeRequest(1, "", 0, "dc1", false, "web"));
    assertThat(first.minIndex()).isZero();
    first.state().complete(state(23, instance()));
    assertThat(client.fields()).isEqualTo(":status=200 content-type=application/grpc");
    assertThat(client.message()).isEqualTo(Events.register(23, instance()));
    assertThat(client.message()).isEqualTo(Events.endOfSnapshot(23));

    var second = asked();
    assertThat(second.minIndex()).isEqualTo(23);
    second.state().complete(state(25));
    assertThat(client.message()).isEqualTo(Events.deregister(25, instance()));
  }

  @Test
  void whoeverHadAStateGetsANewOne() throws Exception {
    var client = client();
    client.request(1, SUBSCRIBE, request(26));
    asked().state().complete(state(30));
    client.fields();
    assertThat(client.message()).isEqualTo(Events.NEW_SNAPSHOT_TO_FOLLOW);
    assertThat(client.message()).isEqualTo(Events.endOfSnapshot(30));
  }

  @Test
  void operatorsAreToldWhyLeadershipStays() throws Exception {
    var client = client();
    var path = "/hashicorp.consul.internal.operator.OperatorService/TransferLeader";
    client.request(1, path, new ProtoWriter().text(1, "abc").toBytes());
    assertThat(client.fields())
        .endsWith("grpc-status=2 grpc-message=Could not find address for server id abc");
  }

  @Test
  void exportedServicesComeWithTheirPeersAndAnIndex() throws Exception {
    var client = client();
    var path =
        "/hashicorp.consul.internal.configentry.ConfigEntryService/GetResolvedExportedServices";
    client.request(1, path, Bytes.EMPTY);
    assertThat(client.fields()).contains("index=42");
    var peers = new ProtoWriter().texts(1, List.of("east", "west"));
    var web = new ProtoWriter().text(1, "web").message(3, peers);
    assertThat(client.message()).isEqualTo(new ProtoWriter().message(1, web).toBytes());
  }

  @Test
  void callsAboveTheLimitAreRefused() throws Exception {
    var client = client();
    client.request(1, "/subscribe.StateChangeSubscription/Refused", Bytes.EMPTY);
    assertThat(client.fields())
        .endsWith("grpc-status=8 grpc-message=" + RequestException.RATE_LIMITED);
  }

  @Test
  void aRestoreEndsSubscriptions() throws Exception {
    var client = client();
    client.request(1, SUBSCRIBE, request(0));
    asked().state().complete(state(30));
    client.fields();
    client.message();
    asked().state().complete(state(9));
    assertThat(client.fields())
        .isEqualTo(
            "grpc-status=10 grpc-message=subscription closed by server, client must reset state"
                + " and resubscribe");
  }

  @Test
  void aSubscriptionWaitsForALeader() throws Exception {
    var client = client();
    client.request(1, SUBSCRIBE, request(0));
    asked().state().completeExceptionally(RequestException.noLeader());
    asked().state().complete(state(3));
    assertThat(client.fields()).startsWith(":status=200");
    assertThat(client.message()).isEqualTo(Events.endOfSnapshot(3));
  }

  @Test
  void refusalsAreThoseOfConsul() throws Exception {
    var client = client();
    client.request(1, SUBSCRIBE, request(0));
    asked().state().completeExceptionally(new RequestException(403, "Permission denied"));
    assertThat(client.fields()).endsWith("grpc-status=7 grpc-message=Permission denied");
    client.request(3, SUBSCRIBE, new ProtoWriter().number(1, 99).text(2, "x").toBytes());
    assertThat(client.fields())
        .endsWith("grpc-status=3 grpc-message=cannot construct subject for topic 99");
    client.request(5, SUBSCRIBE, new ProtoWriter().number(1, 1).flag(9, true).toBytes());
    assertThat(client.fields())
        .endsWith(
            "grpc-status=2 grpc-message=topic ServiceHealth does not support wildcard"
                + " subscriptions");
    client.request(7, SUBSCRIBE, new ProtoWriter().number(1, 1).toBytes());
    assertThat(client.fields())
        .endsWith(
            "grpc-status=3 grpc-message=either WildcardSubject or NamedSubject.Key is required");
    client.request(9, "/subscribe.StateChangeSubscription/No", Bytes.EMPTY);
    assertThat(client.fields())
        .endsWith(
            "grpc-status=12 grpc-message=unknown method No for service"
                + " subscribe.StateChangeSubscription");
    client.request(11, "/no.Such/No", Bytes.EMPTY);
    assertThat(client.fields()).endsWith("grpc-status=12 grpc-message=unknown service no.Such");
    client.request(13, SUBSCRIBE, Bytes.owned(new byte[] {-1, -1}));
    assertThat(client.fields()).contains("grpc-status=13 grpc-message=grpc: failed to unmarshal");
  }

  @Test
  void thereAreNoPeerings() throws Exception {
    var client = client();
    client.request(1, "/hashicorp.consul.internal.peering.PeeringService/PeeringList", Bytes.EMPTY);
    assertThat(client.fields())
        .isEqualTo(
            ":status=200 content-type=application/grpc index=1 lastcontact=0s knownleader=true"
                + " consistencylevel= notmodified=false backend=blocking-query"
                + " resultsfilteredbyacls=false");
    assertThat(client.message()).isEqualTo(Bytes.EMPTY);
    assertThat(client.fields()).isEqualTo("grpc-status=0 grpc-message=");
  }

  @Test
  void aResetForgetsTheSubscription() throws Exception {
    var client = client();
    client.request(1, SUBSCRIBE, request(0));
    var pending = asked().state();
    client.frame(H2Client.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
    await().until(pending::isCancelled);
  }

  @Test
  void theEndOfTheConnectionForgetsItsSubscriptions() throws Exception {
    var client = client();
    client.request(1, SUBSCRIBE, request(0));
    asked().state().complete(state(3));
    var pending = asked().state();
    pipe.left().close();
    await().until(pending::isCancelled);
  }

  @Test
  void pingsAreAnswered() throws Exception {
    var client = client();
    client.frame(H2Client.PING, 0, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    var answer = client.next();
    assertThat(answer.type()).isEqualTo(H2Client.PING);
    assertThat(answer.flags()).isEqualTo(1);
    assertThat(answer.content().array()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void messagesWaitForTheCallersWindow() throws Exception {
    // SETTINGS_INITIAL_WINDOW_SIZE
    var client = new H2Client(pipe.left(), new byte[] {0, 4, 0, 0, 0, 10});
    client.request(1, SUBSCRIBE, request(0));
    asked().state().complete(state(23, instance()));
    client.fields();
    assertThat(client.next().content().length()).isEqualTo(10);
    var event = Events.register(23, instance());
    client.frame(H2Client.WINDOW_UPDATE, 0, 1, ByteBuffer.allocate(4).putInt(1 << 20).array());
    var rest = client.next();
    assertThat(rest.content().length()).isEqualTo(event.length() + 5 - 10);
    assertThat(client.message()).isEqualTo(Events.endOfSnapshot(23));
  }

  @Test
  void anEndlessRequestIsReset() throws Exception {
    var client = client();
    client.frame(H2Client.HEADERS, 4, 1, new byte[] {(byte) 0x83});
    for (int i = 0; i < 5; i++) {
      client.frame(H2Client.DATA, 0, 1, new byte[16_000]);
    }
    assertThat(client.next().type()).isEqualTo(H2Client.RST_STREAM);
  }

  @Test
  void whateverComesTheConnectionEndsAndNothingElse() throws Exception {
    var frames =
        Recorded.entries("grpc/grpc.json")
            .filter(entry -> entry.has("frame_hex"))
            .map(entry -> Recorded.bytes(entry, "frame_hex"))
            .toList();
    RandomTest.of(300).check(random -> endure(frames, random));
  }

  private static void endure(List<byte[]> frames, RandomGenerator random) {
    var own = new Pipe();
    var served =
        Thread.ofVirtual()
            .start(
                () ->
                    new GrpcServer(
                            new FollowOnly((_, _) -> CompletableFuture.completedFuture(state(1))))
                        .accept(own.right()));
    try {
      var client = new H2Client(own.left(), NO_SETTINGS);
      for (int i = 0; i < 5; i++) {
        var frame = frames.get(random.nextInt(frames.size())).clone();
        if (random.nextBoolean()) {
          frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
        }
        client.write(Arrays.copyOf(frame, frame.length - random.nextInt(2)));
      }
      own.left().close();
      assertThat(served.join(java.time.Duration.ofSeconds(20))).isTrue();
    } catch (EOFException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      // Cut off early, which is fine here.
      assertThat(e).hasMessage("closed");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
