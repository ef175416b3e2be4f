package praetor.state;

public sealed interface Command {
  record Kv() implements Command {}
}
