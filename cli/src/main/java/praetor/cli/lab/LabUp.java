package praetor.cli.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.lab.LabRequest;

/** {@code lab up}: makes what is missing of a lab, and waits until it answers. */
public final class LabUp implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Flags flags = new Flags();
  private final LabFlags lab = new LabFlags(flags);
  private final Flag<Long> port =
      flags.integer("port", 0, "Port for the portal, through the balancer; 8080 in a new lab.");
  private final Flag<Long> httpPort =
      flags.integer("http-port", 0, "Port for the server's HTTP API; 8500 in a new lab.");
  private final Flag<Long> dnsPort =
      flags.integer("dns-port", 0, "Port for the server's DNS; 8600 in a new lab.");
  private final Flag<Map<String, String>> scale =
      flags.pairs(
          "scale",
          "Instances of a service: stock-price=3. May be repeated; the others keep theirs.");
  private final Flag<Duration> wait =
      flags.duration("wait", PATIENCE, "How long to wait until all answers.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "lab up [options]";
  }

  @Override
  public String description() {
    return "Starts a small datacenter in containers: a server, two hosts with their agents and"
        + " registrators, the services stock-price, weather and portal, and a balancer. What runs"
        + " already as it should is left alone, so it also repairs and scales. The variable"
        + " DOCKER_HOST names the Docker Engine.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    var request =
        new LabRequest(
            given(port), given(httpPort), given(dnsPort), numbers(scale.value()), wait.value());
    return lab.run(
        arguments,
        terminal,
        it -> {
          var urls = it.up(request, new SourceImages(terminal));
          terminal.out().print("ready\n" + LabStatusCommand.text(urls));
          return 0;
        });
  }

  private static Optional<Integer> given(Flag<Long> port) {
    return port.value() == 0
        ? Optional.empty()
        : Optional.of(Math.clamp(port.value(), -1, Integer.MAX_VALUE));
  }

  private static Map<String, Integer> numbers(Map<String, String> texts) throws CommandException {
    var numbers = new HashMap<String, Integer>();
    for (var each : texts.entrySet()) {
      try {
        numbers.put(each.getKey(), Integer.parseInt(each.getValue()));
      } catch (NumberFormatException _) {
        throw new CommandException(
            "-scale takes SERVICE=NUMBER, not " + each.getKey() + "=" + each.getValue());
      }
    }
    return numbers;
  }
}
