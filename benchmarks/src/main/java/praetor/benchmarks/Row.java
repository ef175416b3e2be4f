package praetor.benchmarks;

/** One figure of a scenario: a row of the report. */
record Row(String name, Unit unit, Goal goal) {

  static Row of(String name, Unit unit) {
    return new Row(name, unit, new Goal.None());
  }

  static Row of(String name, Unit unit, Goal goal) {
    return new Row(name, unit, goal);
  }
}
