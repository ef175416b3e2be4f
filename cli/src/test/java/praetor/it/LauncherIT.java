package praetor.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessLauncher;

/** The shell script {@code praetor} around a released jar: no sources beside it. */
@Timeout(180)
class LauncherIT {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Path BUILT = TOP.resolve("cli/target/praetor.jar");

  /** Classes that an agent may load besides those of its cache. */
  private static final int FEW = 20;

  @TempDir Path release;

  private record Ended(int exitCode, String stdout, String stderr) {}

  @BeforeEach
  void unpackARelease() throws IOException {
    assumeThat(BUILT).as("mvn package makes the jar").exists();
    Files.createDirectories(release.resolve("build"));
    for (var name : List.of("praetor", "build/find-java", "build/aot")) {
      Files.copy(TOP.resolve(name), release.resolve(name), COPY_ATTRIBUTES);
    }
    Files.copy(BUILT, release.resolve("praetor.jar"), COPY_ATTRIBUTES);
  }

  private Ended run(Map<String, String> environment, Path program, String... words)
      throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(release.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  private Path launcher() {
    return release.resolve("praetor");
  }

  @Test
  void runsThroughALinkNamedConsulFromAnyFolder() throws Exception {
    var bin = Files.createDirectories(release.resolve("elsewhere/bin"));
    var consul = Files.createSymbolicLink(bin.resolve("consul"), Path.of("../../praetor"));
    var ended = run(Map.of(), consul, "version");
    assertThat(ended.stderr()).isEmpty();
    assertThat(ended.stdout()).startsWith("Consul v1.21.4");
  }

  @Test
  void aLinkNamedConsulBackupIsThatTool() throws Exception {
    var tool = Files.createSymbolicLink(release.resolve("consul-backup"), Path.of("praetor"));
    var ended = run(Map.of("TMP_DIR", release.resolve("tmp").toString()), tool);
    assertThat(ended.stderr()).contains("No S3 backup folder was specified! Exiting...");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(release.resolve("tmp/consul_backup.log")).exists();
  }

  @Test
  void passesExitCodesOn() throws Exception {
    assertThat(run(Map.of(), launcher(), "bogus").exitCode()).isEqualTo(127);
    assertThat(run(Map.of(), launcher(), "kv", "get", "-http-addr=127.0.0.1:1", "a").exitCode())
        .isEqualTo(1);
  }

  @Test
  void takesArgumentsAsUtf8WhateverTheLocale() throws Exception {
    var ended =
        run(Map.of("LC_ALL", "C"), launcher(), "kv", "get", "-http-addr=127.0.0.1:1", "grüße");
    assertThat(ended.stderr()).contains("/v1/kv/gr%C3%BC%C3%9Fe");
  }

  @Test
  void honoursJavaOptions() throws Exception {
    var ended = run(Map.of("JAVA_OPTS", "-XshowSettings:properties"), launcher(), "version");
    assertThat(ended.stderr()).contains("java.home = ");
  }

  @Test
  void withoutAJarItSaysSo() throws Exception {
    Files.delete(release.resolve("praetor.jar"));
    var ended = run(Map.of(), launcher(), "version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr()).isEqualTo("praetor: " + release + "/praetor.jar is missing\n");
  }

  @Test
  void aFolderWithABlankInItsNameWillDo() throws Exception {
    var folder = Files.createDirectories(release.resolve("a b/build"));
    Files.copy(release.resolve("build/find-java"), folder.resolve("find-java"), COPY_ATTRIBUTES);
    for (var name : List.of("praetor", "praetor.jar")) {
      Files.copy(release.resolve(name), release.resolve("a b").resolve(name), COPY_ATTRIBUTES);
    }
    noteCaches(release.resolve("a b/praetor.jar"));
    var ended = run(Map.of(), release.resolve("a b/praetor"), "version");
    assertThat(ended.stderr()).isEmpty();
    assertThat(ended.stdout()).startsWith("Consul v1.21.4");
  }

  @Test
  void commandsAndAgentsFindTheirClassesInTheCaches() throws Exception {
    bringCaches();
    var log = release.resolve("classes.log");
    var options = "-Xlog:class+load,class+init:file=" + log;
    var ended =
        run(
            Map.of("JAVA_OPTS", options),
            launcher(),
            "kv",
            "get",
            "-http-addr=127.0.0.1:1",
            "absent");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(fromTheJar(log)).isEmpty();

    var command =
        List.of(
            "env",
            "JAVA_HOME=" + System.getProperty("java.home"),
            "JAVA_OPTS=" + options,
            launcher().toString());
    try (var agent =
        new ProcessLauncher(command)
            .start(release, AgentConfig.server(release, AgentPorts.free()))) {
      agent.awaitLeader();
    }
    // Some are needed only when the machine is slow.
    assertThat(fromTheJar(log)).hasSizeLessThan(FEW);
    // Its tables cost every start 20 ms; see docs/decisions/0006.
    assertThat(log).content().doesNotContain("Initializing 'java/math/BigDecimal'");
  }

  /** Our classes that a JVM did not find in its AOT cache. */
  private static List<String> fromTheJar(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(" praetor.") && line.contains("source: file:"))
        .toList();
  }

  /** Caches made elsewhere from the same jar: a release may be moved. */
  private void bringCaches() throws IOException, InterruptedException {
    Program.copyCaches(release);
    noteCaches(release.resolve("praetor.jar"));
  }

  /** Has the caches made that are not there. */
  private void noteCaches(Path jar) throws IOException, InterruptedException {
    var made = run(Map.of(), release.resolve("build/aot"), jar.toString());
    assertThat(jar.resolveSibling("praetor.jar.aot")).as(made.stderr()).exists();
    assertThat(made.stderr()).isEmpty();
  }

  @Test
  void anOldCacheWithANewJarRunsTheNewCode() throws Exception {
    bringCaches();
    var noted = Files.readString(release.resolve("praetor.jar.aot")).strip().split(" ");
    var before = run(Map.of(), launcher(), "version");
    assertThat(before.stdout()).startsWith("Consul v1.21.4");

    replaceMain(release.resolve("praetor.jar"));

    assertThat(run(Map.of(), launcher(), "version").stdout()).isEqualTo("new code\n");
    // What the launcher guards against: the JVM takes the old classes, and only main() can tell.
    var forced =
        run(
            Map.of(),
            Path.of(System.getProperty("java.home"), "bin", "java"),
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:AOTCache=" + release.resolve("praetor-" + noted[2] + "-cli.aot"),
            "-Dpraetor.aot=" + noted[0] + ":" + noted[1],
            "-jar",
            release.resolve("praetor.jar").toString(),
            "version");
    assertThat(forced.stdout() + forced.stderr())
        .isIn(
            "praetor: the jar has changed since its AOT cache was made; start again\n",
            "new code\n");
  }

  /** Puts another main class into the jar. */
  private void replaceMain(Path jar) throws IOException {
    var source = Files.createDirectories(release.resolve("src/praetor/cli")).resolve("Main.java");
    Files.writeString(
        source,
        "package praetor.cli; public class Main {"
            + " public static void main(String[] a) { System.out.println(\"new code\"); } }");
    var classes = Files.createDirectories(release.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(failed).isZero();
    try (var zip = FileSystems.newFileSystem(jar)) {
      Files.copy(
          classes.resolve("praetor/cli/Main.class"),
          zip.getPath("praetor/cli/Main.class"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
