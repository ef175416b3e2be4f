package praetor.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import praetor.testkit.agent.RunningAgent;

/** Asks an agent with {@code dig}; blanks and tabs of its output become one blank each. */
record Dig(String address, int port) {
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");
  private static final int EXIT_MAX_SECONDS = 30;

  /** The agent's resolver; skips the test where there is no dig. */
  static Dig at(RunningAgent agent) throws IOException, InterruptedException {
    Skip.unless(Programs.exists("dig"), "a DNS question", "dig is not installed");
    return new Dig("127.0.0.1", agent.ports().dns());
  }

  /** The whole output. */
  String ask(String... words) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("dig", "@" + address, "-p", String.valueOf(port)));
    // One try: a lost answer is a failure here, not something to ask again.
    line.addAll(List.of("+tries=1", "+time=10"));
    line.addAll(List.of(words));
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      var text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(EXIT_MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("dig does not end: " + text);
      }
      return BLANKS.matcher(text).replaceAll(" ");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The records of the answer section, one a line. */
  List<String> answer(String... words) throws IOException, InterruptedException {
    var more = new ArrayList<>(List.of("+noall", "+answer"));
    more.addAll(List.of(words));
    return ask(more.toArray(String[]::new)).lines().toList();
  }
}
