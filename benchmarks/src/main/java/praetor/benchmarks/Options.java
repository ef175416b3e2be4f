package praetor.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The command line of {@link Bench}. */
record Options(List<String> names, Size size, boolean quick, boolean list, int port) {

  /** Below the ports that Linux gives to clients. */
  private static final int PORT = 23_500;

  static Options parse(List<String> args) {
    var names = new ArrayList<String>();
    boolean quick = args.contains("--quick");
    var size = quick ? Size.QUICK : Size.WHOLE;
    int port = PORT;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--rounds") && i + 1 < args.size()) {
        size = size.withRounds(Integer.parseInt(args.get(++i)));
      } else if (arg.equals("--port") && i + 1 < args.size()) {
        port = Integer.parseInt(args.get(++i));
      } else if (!arg.startsWith("--")) {
        names.add(arg);
      } else if (!arg.equals("--quick") && !arg.equals("--list")) {
        throw new IllegalArgumentException("unknown option: " + arg);
      }
    }
    return new Options(List.copyOf(names), size, quick, args.contains("--list"), port);
  }

  boolean wants(Scenario scenario) {
    return names.isEmpty() || names.stream().anyMatch(scenario.name()::startsWith);
  }

  /** Only whole runs go on record. */
  boolean recorded() {
    return !quick && names.isEmpty();
  }
}
