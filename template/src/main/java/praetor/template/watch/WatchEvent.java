package praetor.template.watch;

import praetor.template.lang.Value;

/** What a watcher tells. */
public sealed interface WatchEvent {
  Dependency dependency();

  /** There is a first or another answer. */
  record Answered(Dependency dependency, Value value) implements WatchEvent {}

  /** It has failed too often, and is watched no more. */
  record GaveUp(Dependency dependency, String why) implements WatchEvent {}
}
