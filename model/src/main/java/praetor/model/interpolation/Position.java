package praetor.model.interpolation;

/** A place in a text, counted in characters from 1. */
record Position(int line, int column) {
  /** The beginning of most errors. */
  @Override
  public String toString() {
    return line + ":" + column;
  }

  /** The beginning of errors about types. */
  String inWords() {
    return "At column " + column + ", line " + line;
  }
}
