package praetor.benchmarks;

import java.time.Duration;

/** How much a run does: the whole, or a quick look at whether everything works. */
record Size(
    int rounds,
    Duration warmUp,
    Duration round,
    Duration idle,
    int watchers,
    int sharedWatchers,
    int keys,
    int services,
    Duration servicesMax,
    int checks,
    Duration checksTime,
    int clients,
    Duration still,
    int templated) {

  static final Size WHOLE =
      new Size(
          3,
          Duration.ofSeconds(12),
          Duration.ofSeconds(4),
          Duration.ofSeconds(10),
          10_000,
          1_000,
          1_000_000,
          5_000,
          Duration.ofMinutes(10),
          500,
          Duration.ofSeconds(30),
          50,
          Duration.ofSeconds(60),
          1_000);

  static final Size QUICK =
      new Size(
          1,
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          1_000,
          100,
          50_000,
          300,
          Duration.ofMinutes(2),
          50,
          Duration.ofSeconds(11),
          5,
          Duration.ofSeconds(5),
          100);

  Size withRounds(int count) {
    return new Size(
        count,
        warmUp,
        round,
        idle,
        watchers,
        sharedWatchers,
        keys,
        services,
        servicesMax,
        checks,
        checksTime,
        clients,
        still,
        templated);
  }
}
