package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.agent.config.Cidr;
import praetor.http.Headers;
import praetor.http.route.RouterOptions;

class UnixSocketIT {
  @TempDir private Path directory;

  private static String ask(Path socket, String request) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
      var answer = Channels.newInputStream(channel).readAllBytes();
      return new String(answer, StandardCharsets.UTF_8);
    }
  }

  private static ListenAddress.Unix at(Path socket) {
    return new ListenAddress.Unix(
        socket,
        Optional.of(PosixFilePermissions.fromString("rw-rw----")),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void servesOnASocketFileWithItsModeAndRemovesItAtTheEnd() throws IOException {
    var socket = directory.resolve("api.sock");
    try (var server = new HttpServer(HttpOptions.defaults(), DemoApi.router())) {
      server.listen(at(socket));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-rw----");
      assertThat(
              ask(socket, RawClient.head("GET", "/v1/status/leader", "Connection: close") + "\r\n"))
          .endsWith("\"127.0.0.1:8300\"");
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void replacesTheSocketOfAnEarlierRunButNoOtherFile() throws IOException {
    var socket = directory.resolve("api.sock");
    var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    left.bind(UnixDomainSocketAddress.of(socket));
    left.close();
    assertThat(socket).exists();
    try (var server = new HttpServer(HttpOptions.defaults(), DemoApi.router())) {
      server.listen(at(socket));
      assertThat(ask(socket, RawClient.head("GET", "/", "Connection: close") + "\r\n"))
          .startsWith("HTTP/1.1 200 OK");
      var file = Files.writeString(directory.resolve("precious"), "data");
      assertThat(catchThrowable(() -> server.listen(at(file))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("precious");
      assertThat(file).hasContent("data");
    }
  }

  @Test
  void networksForWritesDoNotConcernASocketFile() throws IOException {
    var options =
        new RouterOptions(
            () -> "allow",
            Headers.EMPTY,
            List.of(),
            List.of(Cidr.parse("10.0.0.0/8").orElseThrow()),
            true,
            Optional.empty());
    var socket = directory.resolve("api.sock");
    try (var server = new HttpServer(HttpOptions.defaults(), DemoApi.router(options))) {
      server.listen(at(socket));
      var put =
          RawClient.head("PUT", "/v1/kv/a", "Connection: close", "Content-Length: 1") + "\r\nx";
      assertThat(ask(socket, put)).endsWith("\r\n\r\ntrue");
    }
  }
}
