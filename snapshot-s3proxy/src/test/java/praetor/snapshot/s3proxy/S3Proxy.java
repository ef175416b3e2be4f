package praetor.snapshot.s3proxy;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import praetor.testkit.agent.ChildProcess;
import praetor.testkit.net.FreePorts;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;

/** An S3 on this machine, in a process of its own, with its objects in a folder. */
record S3Proxy(ChildProcess process, int port, Path buckets) implements AutoCloseable {
  static final String ID = "local-identity";
  static final String SECRET = "local-credential";

  static S3Proxy start(Path folder) throws IOException {
    int port = FreePorts.next();
    var buckets = Files.createDirectories(folder.resolve("buckets"));
    var properties = new Properties();
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
    properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    properties.setProperty("s3proxy.identity", ID);
    properties.setProperty("s3proxy.credential", SECRET);
    properties.setProperty("jclouds.provider", "filesystem");
    properties.setProperty("jclouds.filesystem.basedir", buckets.toString());
    var text = new StringWriter();
    properties.store(text, "");
    var file = Files.writeString(folder.resolve("s3proxy.conf"), text.toString());
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.gaul.s3proxy.Main",
                "--properties",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile());
    var proxy = new S3Proxy(ChildProcess.start(builder), port, buckets);
    Files.createDirectories(buckets.resolve("backups"));
    Awaitility.await("s3proxy answers")
        .atMost(90, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () ->
                new RawHttp(proxy.uri(), Duration.ofSeconds(5))
                        .send(RawRequest.of("GET", "/"))
                        .status()
                    > 0);
    return proxy;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A location in the bucket. */
  String location(String prefix, String more) {
    return "s3://backups/" + prefix + "?path-style=true&endpoint=" + uri() + more;
  }

  @Override
  public void close() {
    process.close();
  }
}
