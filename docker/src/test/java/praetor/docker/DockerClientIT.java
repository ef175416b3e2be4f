package praetor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.DecodeException;
import praetor.testkit.docker.FakeEngine;

@Timeout(30)
class DockerClientIT {
  @TempDir Path folder;
  private FakeEngine engine;
  private DockerClient client;

  @BeforeEach
  void start() throws IOException {
    engine = FakeEngine.start();
    client = new DockerClient(new DockerHost(engine.uri()));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    engine.close();
  }

  private static String output(DockerClient client, String id) throws Exception {
    var out = new ByteArrayOutputStream();
    client.startExec(id, (bytes, length) -> out.write(bytes, 0, length));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCommandRunsInAContainer() throws Exception {
    engine.container("web", 3, "out\n", "err\n");
    var id = client.createExec("web", List.of("sh", "-c", "echo \"<ü>\""));
    assertThat(output(client, id)).isEqualTo("out\nerr\n");
    assertThat(client.inspectExec(id)).isEqualTo(new ExecState(false, 3));
    assertThat(engine.commands()).containsExactly(List.of("sh", "-c", "echo \"<ü>\""));
  }

  @Test
  void anEngineOnAUnixSocketAnswersTheSame() throws Exception {
    engine.container("web", 0, "out", "");
    var path = folder.resolve("docker.sock");
    try (var _ = Relay.start(path, engine.uri());
        var local = new DockerClient(new DockerHost(URI.create("unix://" + path)))) {
      var id = local.createExec("web", List.of("true"));
      assertThat(output(local, id)).isEqualTo("out");
      assertThat(local.inspectExec(id)).isEqualTo(new ExecState(false, 0));
    }
  }

  @Test
  void aRefusalCarriesStatusAndBody() {
    assertThatThrownBy(() -> client.createExec("nope", List.of("true")))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.status()).isEqualTo(404);
              assertThat(e.body()).contains("No such container: nope");
            });
  }

  @Test
  void aNameIsOneSegmentOfThePath() {
    engine.refuse("/containers/a%2Fb%20%3Fc/exec", 418, "reached");
    assertThatThrownBy(() -> client.createExec("a/b ?c", List.of("true")))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.body()).isEqualTo("reached"));
  }

  @Test
  void anAnswerThatIsNoJsonIsNotUnderstood() {
    engine.refuse("/containers/web/exec", 201, "{not");
    assertThatThrownBy(() -> client.createExec("web", List.of("true")))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void anEngineThatIsNotThereIsNamed() {
    var nowhere = new DockerHost(URI.create("unix://" + folder.resolve("nope.sock")));
    try (var gone = new DockerClient(nowhere)) {
      assertThatThrownBy(() -> gone.createExec("web", List.of("true")))
          .isInstanceOf(IOException.class)
          .hasMessage("dial " + nowhere.shown() + ": No such file or directory");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptEndsACallThatWaits() throws Exception {
    var end = new CountDownLatch(1);
    engine.slowContainer("slow", end);
    var id = client.createExec("slow", List.of("sleep", "60"));
    var ended = new CountDownLatch(1);
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    client.startExec(id, (_, _) -> {});
                  } catch (IOException | EngineException _) {
                    ended.countDown();
                  }
                });
    while (!client.inspectExec(id).running()) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    end.countDown();
  }

  /** Hands what comes over a Unix socket on to a TCP port, and back. */
  private record Relay(ServerSocketChannel listener, URI to) implements AutoCloseable {
    static Relay start(Path path, URI to) throws IOException {
      var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(path));
      var relay = new Relay(listener, to);
      Thread.ofVirtual().start(relay::accept);
      return relay;
    }

    private void accept() {
      try {
        while (true) {
          var from = listener.accept();
          var server = new Socket(InetAddress.getLoopbackAddress(), to.getPort());
          Thread.ofVirtual().start(() -> copyAnswer(server, from));
          Thread.ofVirtual().start(() -> copyRequest(from, server));
        }
      } catch (IOException _) {
        // Closed: the test is over.
      }
    }

    private static void copyRequest(SocketChannel from, Socket to) {
      try {
        flush(Channels.newInputStream(from), to.getOutputStream());
      } catch (IOException _) {
        // The client has closed its side.
      }
    }

    private static void copyAnswer(Socket from, SocketChannel to) {
      try (from;
          to) {
        flush(from.getInputStream(), Channels.newOutputStream(to));
      } catch (IOException _) {
        // The client did not read to the end.
      }
    }

    private static void flush(java.io.InputStream in, OutputStream out) throws IOException {
      var buffer = new byte[8_192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
