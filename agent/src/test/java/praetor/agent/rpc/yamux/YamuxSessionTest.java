package praetor.agent.rpc.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.raft.Connection;

@Timeout(60)
class YamuxSessionTest {
  private static final long BUDGET_BYTES = 64 << 20;

  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
  private final ByteBudget budget = new ByteBudget(BUDGET_BYTES);
  private final LinkedBlockingQueue<YamuxStream> accepted = new LinkedBlockingQueue<>();
  private final Pipe pipe = new Pipe();

  @AfterEach
  void stopTimers() {
    timers.shutdownNow();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private YamuxSession.Resources resources(YamuxOptions options) {
    return new YamuxSession.Resources(options, budget, timers);
  }

  private YamuxSession dialed(YamuxOptions options) {
    return YamuxSession.dialed(pipe.left(), resources(options));
  }

  private YamuxSession accepting(YamuxOptions options) {
    return YamuxSession.accepted(pipe.right(), accepted::add, resources(options));
  }

  private YamuxStream next() throws InterruptedException {
    return accepted.poll(20, TimeUnit.SECONDS);
  }

  private static void send(YamuxStream stream, byte[] bytes) throws IOException {
    stream.send(bytes, 0, bytes.length, soon());
  }

  private static byte[] receiveAll(YamuxStream stream) throws IOException {
    var all = new ByteArrayOutputStream();
    for (var part = stream.receive(soon()); part.length > 0; part = stream.receive(soon())) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static CompletableFuture<byte[]> receiving(YamuxStream stream) {
    var all = new CompletableFuture<byte[]>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                all.complete(receiveAll(stream));
              } catch (IOException e) {
                all.completeExceptionally(e);
              }
            });
    return all;
  }

  private static byte[] noise(int length) {
    var bytes = new byte[length];
    new SplittableRandom(7).nextBytes(bytes);
    return bytes;
  }

  private void everythingIsGivenBack() {
    await().untilAsserted(() -> assertThat(budget.left()).isEqualTo(BUDGET_BYTES));
  }

  @Test
  void megabytesGoBothWaysOnManyStreams() throws Exception {
    try (var left = dialed(YamuxOptions.DEFAULT);
        var right = accepting(YamuxOptions.DEFAULT)) {
      var bytes = noise(5_000_000);
      for (int i = 0; i < 4; i++) {
        var stream = left.open(soon());
        var other = next();
        var received = receiving(stream);
        var echoed =
            receiving(other)
                .thenAccept(
                    all -> {
                      try {
                        send(other, all);
                        other.close();
                      } catch (IOException e) {
                        throw new AssertionError(e);
                      }
                    });
        send(stream, bytes);
        stream.closeOutput();
        echoed.get(20, TimeUnit.SECONDS);
        assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(bytes);
        stream.close();
      }
      await().until(() -> left.streams() == 0 && right.streams() == 0);
      everythingIsGivenBack();
    }
  }

  @Test
  void aSenderWaitsForTheReceiversWindow() throws Exception {
    try (var left = dialed(YamuxOptions.DEFAULT);
        var right = accepting(YamuxOptions.DEFAULT)) {
      assertThat(right.streams()).isZero();
      var stream = left.open(soon());
      var bytes = noise(YamuxStream.WINDOW_BYTES + 1);
      assertThatThrownBy(
              () -> stream.send(bytes, 0, bytes.length, Deadline.after(Duration.ofMillis(200))))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("i/o deadline reached");
      var other = next();
      await()
          .untilAsserted(
              () -> assertThat(budget.left()).isEqualTo(BUDGET_BYTES - YamuxStream.WINDOW_BYTES));
      stream.reset();
      other.close();
      everythingIsGivenBack();
    }
  }

  @Test
  void eitherEndMayFinishAndStillReceive() throws Exception {
    try (var left = dialed(YamuxOptions.DEFAULT);
        var right = accepting(YamuxOptions.DEFAULT)) {
      var stream = left.open(soon());
      stream.closeOutput();
      var other = next();
      assertThat(other.receive(soon())).isEmpty();
      send(other, new byte[] {1, 2, 3});
      assertThat(stream.receive(soon())).containsExactly(1, 2, 3);
      other.closeOutput();
      assertThat(stream.receive(soon())).isEmpty();
      assertThatThrownBy(() -> send(stream, new byte[1])).hasMessage("stream closed");
      await().until(() -> left.streams() == 0 && right.streams() == 0);
    }
  }

  @Test
  void aResetFailsBothEndsAtOnceAndTellsTheOther() throws Exception {
    try (var left = dialed(YamuxOptions.DEFAULT);
        var right = accepting(YamuxOptions.DEFAULT)) {
      assertThat(right.isClosing()).isFalse();
      var stream = left.open(soon());
      var other = next();
      var told = new CompletableFuture<Boolean>();
      other.onEnd(() -> told.complete(true));
      stream.reset();
      assertThat(told.get(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> other.receive(soon())).hasMessage("connection reset");
      assertThatThrownBy(() -> stream.receive(soon())).hasMessage("stream reset");
      assertThat(left.streams()).isZero();
    }
  }

  /** The other end may have taken the stream and done what was asked. */
  @Test
  void aStreamThatNobodyAcknowledgedIsNotRefusedWhenItsSessionEnds() throws Exception {
    var other = pipe.right();
    var left = dialed(YamuxOptions.DEFAULT);
    var stream = left.open(soon());
    send(stream, new byte[] {5});
    left.close();
    assertThatThrownBy(() -> stream.receive(soon())).hasMessage("session shutdown");
    assertThat(stream.wasRefused()).isFalse();
    other.close();
  }

  @Test
  void streamsOverTheLimitAreRefusedAndOthersGoOn() throws Exception {
    var two = options(seconds(30), seconds(10), 2);
    try (var left = dialed(YamuxOptions.DEFAULT);
        var right = accepting(two)) {
      assertThat(right.isClosing()).isFalse();
      var first = left.open(soon());
      // Streams are handed over side by side: the second could come first.
      var taken = next();
      left.open(soon());
      var third = left.open(soon());
      assertThatThrownBy(() -> third.receive(soon())).hasMessage("connection reset");
      assertThat(third.wasRefused()).isTrue();
      send(first, new byte[] {5});
      assertThat(taken.receive(soon())).containsExactly(5);
      assertThat(first.wasRefused()).isFalse();
    }
  }

  private static YamuxOptions options(Duration keepAlive, Duration writeTimeout, int streams) {
    return new YamuxOptions(
        keepAlive,
        keepAlive,
        writeTimeout,
        Duration.ofMillis(100),
        seconds(75),
        seconds(300),
        streams);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void theEndOfASessionFailsItsStreamsAfterWhatWasReceived() throws Exception {
    var left = dialed(YamuxOptions.DEFAULT);
    var right = accepting(YamuxOptions.DEFAULT);
    var stream = left.open(soon());
    var other = next();
    send(other, new byte[] {9});
    await().until(() -> budget.left() < BUDGET_BYTES);
    right.close();
    await().until(left::isClosing);
    assertThat(stream.receive(soon())).containsExactly(9);
    assertThatThrownBy(() -> stream.receive(soon())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> left.open(soon())).hasMessage("session shutdown");
    stream.close();
    left.close();
    everythingIsGivenBack();
  }

  @Test
  void aSessionThatIsSilentlyGoneEnds() throws Exception {
    var quick = options(Duration.ofMillis(50), Duration.ofMillis(100), 9);
    var left = dialed(quick);
    var ended = new CompletableFuture<Boolean>();
    left.onEnd(() -> ended.complete(true));
    // Nobody answers at the other end of the pipe.
    assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSessionIsDoubtfulWhileAPingIsLate() throws Exception {
    var other = pipe.right();
    try (var left = dialed(options(Duration.ofMillis(700), seconds(60), 9))) {
      assertThat(left.isDoubtful()).isFalse();
      await().until(left::isDoubtful);
      assertThat(left.isClosing()).isFalse();
      write(other, FrameHeader.ping(FrameHeader.ACK, 0));
      await().pollInterval(Duration.ofMillis(20)).until(() -> !left.isDoubtful());
    }
  }

  @Test
  void anIdleSessionAsksSeldomAndAtOnceWhenAStreamIsOpened() throws Exception {
    var other = pipe.right();
    var quick =
        new YamuxOptions(
            Duration.ofMillis(50),
            seconds(3_600),
            seconds(60),
            Duration.ofMillis(100),
            seconds(75),
            seconds(300),
            9);
    try (var left = dialed(quick)) {
      await().during(Duration.ofMillis(400)).until(() -> !left.isDoubtful());
      left.open(soon());
      // Nobody answers at the other end of the pipe.
      await().until(left::isDoubtful);
    }
    other.close();
  }

  @Test
  void pingsKeepASessionAlive() throws Exception {
    var quick = options(Duration.ofMillis(50), seconds(5), 9);
    try (var left = dialed(quick);
        var right = accepting(quick)) {
      Thread.sleep(500);
      assertThat(left.isClosing()).isFalse();
      assertThat(right.isClosing()).isFalse();
    }
  }

  @Test
  void anOpeningThatIsNotAcknowledgedEndsTheSession() throws Exception {
    var quick =
        new YamuxOptions(
            seconds(30),
            seconds(30),
            Duration.ofMillis(200),
            seconds(10),
            Duration.ofMillis(100),
            seconds(300),
            9);
    try (var left = dialed(quick)) {
      var stream = left.open(soon());
      assertThatThrownBy(() -> stream.receive(soon())).hasMessage("timeout of an opened stream");
    }
  }

  @Test
  void framesAreThoseThatConsulSends() throws Exception {
    var other = pipe.right();
    try (var left = dialed(YamuxOptions.DEFAULT)) {
      var in = new DataInputStream(other.input());
      var stream = left.open(soon());
      assertFrame(in, FrameHeader.window(1, FrameHeader.SYN, 0));
      send(stream, new byte[] {1, 2});
      assertFrame(in, FrameHeader.data(1, 2));
      in.skipNBytes(2);
      write(other, FrameHeader.window(1, FrameHeader.ACK, 0));
      write(other, FrameHeader.ping(FrameHeader.SYN, 42));
      assertFrame(in, FrameHeader.ping(FrameHeader.ACK, 42));
      stream.close();
      assertFrame(in, FrameHeader.window(1, FrameHeader.FIN, 0));
      write(other, FrameHeader.window(1, FrameHeader.FIN, 0));
      await().until(() -> left.streams() == 0);
      left.open(soon());
      assertFrame(in, FrameHeader.window(3, FrameHeader.SYN, 0));
    }
    assertFrame(new DataInputStream(other.input()), FrameHeader.goAway(0));
  }

  @Test
  void creditIsGivenWhenHalfOfTheWindowIsUsed() throws Exception {
    var other = pipe.left();
    try (var right = accepting(YamuxOptions.DEFAULT)) {
      var in = new DataInputStream(other.input());
      write(other, FrameHeader.window(1, FrameHeader.SYN, 0));
      assertFrame(in, FrameHeader.window(1, FrameHeader.ACK, 0));
      var stream = next();
      int half = YamuxStream.WINDOW_BYTES / 2;
      for (int sent = 0; sent < half; sent += half / 4) {
        write(other, FrameHeader.data(1, half / 4));
        other.output().write(new byte[half / 4]);
        assertThat(stream.receive(soon())).hasSize(half / 4);
      }
      assertFrame(in, FrameHeader.window(1, 0, half));
      assertThat(right.isClosing()).isFalse();
    }
  }

  @Test
  void moreThanTheWindowIsAProtocolError() throws Exception {
    refuses(
        FrameHeader.window(1, FrameHeader.SYN, 0),
        FrameHeader.data(1, YamuxStream.WINDOW_BYTES + 1));
  }

  @Test
  void aDuplicateStreamIsAProtocolError() throws Exception {
    refuses(FrameHeader.window(1, FrameHeader.SYN, 0), FrameHeader.window(1, FrameHeader.SYN, 0));
  }

  @Test
  void aStreamWithANumberOfThisSideIsAProtocolError() throws Exception {
    refuses(FrameHeader.window(2, FrameHeader.SYN, 0));
  }

  private void refuses(FrameHeader... frames) throws IOException {
    var other = pipe.left();
    var right = accepting(YamuxOptions.DEFAULT);
    for (var frame : frames) {
      write(other, frame);
    }
    var last = new byte[0];
    var in = new DataInputStream(other.input());
    for (var next = in.readNBytes(12); next.length == 12; next = in.readNBytes(12)) {
      last = next;
    }
    assertThat(last).isEqualTo(FrameHeader.goAway(1).encode());
    assertThat(right.isClosing()).isTrue();
  }

  @Test
  void dataOfUnknownStreamsIsPassedOver() throws Exception {
    var other = pipe.left();
    try (var right = accepting(YamuxOptions.DEFAULT)) {
      write(other, FrameHeader.data(77, 300_000));
      other.output().write(new byte[300_000]);
      write(other, FrameHeader.window(78, 0, 5));
      write(other, FrameHeader.ping(FrameHeader.SYN, 1));
      assertFrame(new DataInputStream(other.input()), FrameHeader.ping(FrameHeader.ACK, 1));
      assertThat(right.isClosing()).isFalse();
      everythingIsGivenBack();
    }
  }

  @Test
  void aFloodThatIsNotReadEndsTheSession() throws Exception {
    var other = pipe.left();
    var right = accepting(YamuxOptions.DEFAULT);
    var ping = FrameHeader.ping(FrameHeader.SYN, 1).encode();
    var many = new byte[ping.length * 1_000];
    for (int at = 0; at < many.length; at += ping.length) {
      System.arraycopy(ping, 0, many, at, ping.length);
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                other.output().write(many);
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(right.isClosing()).isTrue();
  }

  private static void write(Connection connection, FrameHeader frame) throws IOException {
    connection.output().write(frame.encode());
  }

  private static void assertFrame(DataInputStream in, FrameHeader expected) throws IOException {
    var bytes = in.readNBytes(FrameHeader.BYTES);
    assertThat(Arrays.toString(bytes)).isEqualTo(Arrays.toString(expected.encode()));
  }
}
