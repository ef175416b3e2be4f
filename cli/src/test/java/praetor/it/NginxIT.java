package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;

/**
 * The sample for nginx as its users have it: containers, the agent's registrator, {@code praetor
 * template} with the sample's template, and nginx itself on the Engine's machine. The comment names
 * the row of the list of promises.
 */
@Timeout(240)
class NginxIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path EXAMPLE =
      Path.of("..", "examples", "nginx", "upstream.conf.ctmpl").toAbsolutePath().normalize();
  private static final String URL = "http://127.0.0.1:8080/";
  private static final Pattern SERVER = Pattern.compile("server 172\\.[0-9.]+:80 ");

  @TempDir static Path folder;
  private static DockerEngine engine;
  private static ProcessAgent agent;

  @BeforeAll
  static void start() throws Exception {
    for (var program : List.of("nginx", "nsenter", "curl")) {
      Skip.unless(Programs.exists(program), "upstreams of nginx", program + " is not installed");
    }
    engine = DockerEngine.startWithPorts();
    engine.image("web", "EXPOSE 80");
    var config = AgentConfig.server(folder, AgentPorts.free());
    config
        .putObject("registrator")
        .put("docker", "docker://" + engine.host().substring("unix://".length()))
        .put("internal", true);
    agent = Program.launcher().start(folder, config);
    agent.awaitLeader();
  }

  @AfterAll
  static void stop() throws Exception {
    if (agent != null) {
      agent.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  private static void container(String name) throws Exception {
    engine.docker(
        "run",
        "-d",
        "--name",
        name,
        "-e",
        "SERVICE_TAGS=http",
        "web",
        "sh",
        "-c",
        "echo instance " + name + " >/tmp/index.html; exec busybox httpd -f -h /tmp");
  }

  private static Process template(String... words) throws IOException {
    var line = new ArrayList<>(Program.command());
    line.addAll(List.of("template", "-consul-addr", agent.httpUri().getAuthority()));
    line.addAll(List.of(words));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("template.log").toFile())
        .start();
  }

  private static long servers() throws IOException {
    var file = folder.resolve("upstream.conf");
    return Files.exists(file) ? SERVER.matcher(Files.readString(file)).results().count() : 0;
  }

  private static void awaitServers(long count) {
    await().atMost(SOON).untilAsserted(() -> assertThat(servers()).isEqualTo(count));
  }

  private static String curl() throws Exception {
    var line = new ArrayList<>(engine.there());
    line.addAll(List.of("curl", "-s", URL));
    return Console.run(folder, line).output();
  }

  private static List<String> nginx(String... words) {
    var line = new ArrayList<>(List.of("nginx", "-p", folder.toString(), "-c", "nginx.conf"));
    line.addAll(List.of(words));
    return line;
  }

  private static Process startNginx() throws Exception {
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off;
        user root;
        pid nginx.pid;
        error_log error.log;
        worker_processes 1;
        events {}
        http {
          access_log off;
          # Every request comes over a new connection, so that none is sent on one that a reload closes.
          keepalive_timeout 0;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include upstream.conf;
          server {
            listen 127.0.0.1:8080;
            location / {
              proxy_pass http://web;
              proxy_connect_timeout 1s;
            }
          }
        }
        """);
    var line = new ArrayList<>(engine.there());
    line.addAll(nginx("-e", "error.log"));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("nginx.log").toFile())
        .start();
  }

  // D43
  @Test
  void killedContainersAreNotSeenByUsersOfNginx() throws Exception {
    for (var name : List.of("w1", "w2", "w3")) {
      container(name);
    }
    var reload = String.join(" ", nginx("-e", "error.log", "-s", "reload"));
    var output = folder.resolve("upstream.conf");
    var running = template("-template", EXAMPLE + ":" + output + ":" + reload + " || true");
    Process nginx = null;
    try {
      awaitServers(3);
      nginx = startNginx();
      await().atMost(SOON).until(() -> curl().startsWith("instance w"));
      try (var load = RequestLoad.start(folder, engine.there(), URL, "instance w")) {
        engine.docker("kill", "w1");
        awaitServers(2);
        engine.docker("kill", "w2");
        awaitServers(1);
        container("w4");
        // Only then nginx has read the file, and the container listens.
        await().atMost(SOON).until(() -> curl().equals("instance w4\n"));
        // A worker from before may still try one instance after the other, and knows no w4.
        var workers = nginx.toHandle();
        await().atMost(SOON).until(() -> workers.children().count() == 1);
        engine.docker("kill", "w3");
        awaitServers(1);
        load.assertNothingLost();
      }
      assertThat(curl()).isEqualTo("instance w4\n");
    } finally {
      running.destroy();
      running.waitFor();
      if (nginx != null) {
        nginx.destroy();
        nginx.waitFor();
      }
    }
  }
}
