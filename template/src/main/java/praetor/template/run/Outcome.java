package praetor.template.run;

/** How a run ended. */
public sealed interface Outcome {
  /** All is done. */
  record Done() implements Outcome {}

  /** The program of exec mode ended by itself. */
  record ChildEnded(int code) implements Outcome {}

  /** A signal asked for the end. */
  record Killed() implements Outcome {}

  /** A signal asked to read everything anew. */
  record Reload() implements Outcome {}
}
