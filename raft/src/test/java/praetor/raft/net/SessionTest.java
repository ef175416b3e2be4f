package praetor.raft.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import praetor.raft.Connection;

class SessionTest {
  private static final Duration SILENCE_MAX = Duration.ofSeconds(5);
  private static final long MS = 1_000_000;

  private final PipedOutputStream otherEnd = new PipedOutputStream();
  private final PipedInputStream input = new PipedInputStream();
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private final Session session =
      new Session(new Greeting(Greeting.Purpose.CALLS, "a", "b"), this::dial, SILENCE_MAX);
  private volatile boolean dialed;

  private Connection dial() throws IOException {
    otherEnd.connect(input);
    dialed = true;
    return new Connection() {
      @Override
      public InputStream input() {
        return input;
      }

      @Override
      public OutputStream output() {
        return OutputStream.nullOutputStream();
      }

      @Override
      public String remote() {
        return "b";
      }

      @Override
      public void close() throws IOException {
        otherEnd.close();
        input.close();
      }
    };
  }

  @AfterEach
  void end() {
    session.end("the test is over");
  }

  private void up() {
    Thread.ofVirtual().start(session::run);
    await().until(() -> dialed);
  }

  private void call(long number, long deadlineNanos) {
    session.call(
        new Frame.Outgoing(1, number, BytesValue.of(ByteString.EMPTY)),
        deadlineNanos,
        answers::add);
  }

  private void answered(int count) {
    await().until(() -> answers.size() == count);
  }

  @Test
  void aConnectionThatStaysSilentWhileCallsRunOutOfTimeIsEnded() {
    up();
    long now = System.nanoTime();
    call(1, now + MS);
    session.expire(now + 2 * MS);
    answered(1);
    assertThat(session.ended()).as("silent for 2 ms").isFalse();
    call(2, now + MS);
    session.expire(System.nanoTime() + 2 * SILENCE_MAX.toNanos());
    answered(2);
    assertThat(session.ended()).isTrue();
  }

  @Test
  void aConnectionWithoutCallsMayBeSilent() {
    up();
    session.expire(System.nanoTime() + 2 * SILENCE_MAX.toNanos());
    assertThat(session.ended()).isFalse();
  }

  @Test
  void anAnswerReachesItsCall() throws IOException {
    up();
    call(7, System.nanoTime() + 60_000 * MS);
    var answer = BytesValue.of(ByteString.copyFromUtf8("yes"));
    new Frame.Outgoing(1, 7, answer).writeTo(new DataOutputStream(otherEnd));
    otherEnd.flush();
    answered(1);
    assertThat(answers.getFirst()).isEqualTo(new Answer.Body(answer.toByteString()));
  }
}
