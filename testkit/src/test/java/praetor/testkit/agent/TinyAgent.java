package praetor.testkit.agent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.ObjectMapper;

/**
 * A program that is started as an agent is, and answers like one that is its own leader.
 *
 * <p>It counts its starts in its data directory, and ends at once where its configuration says so.
 */
public final class TinyAgent {
  private TinyAgent() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    // args: agent -config-file FILE
    var config = new ObjectMapper().readTree(Files.readString(Path.of(args[2])));
    var starts = Path.of(config.path("data_dir").stringValue());
    Files.writeString(starts, Files.exists(starts) ? Files.readString(starts) + "x" : "x");
    System.out.println("start number " + Files.size(starts));
    if (config.path("broken").asBoolean(false)) {
      System.out.println("cannot start");
      System.exit(7);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("goodbye")));
    var address = InetAddress.getLoopbackAddress();
    var server = HttpServer.create(new InetSocketAddress(address, AgentPorts.of(config).http()), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = "\"127.0.0.1:8300\"".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }
}
