package praetor.dns;

/** Placeholder of the first commit: see the package. */
final class Answers {
  private Answers() {}
}
