package praetor.template.run;

import java.util.Set;
import praetor.template.watch.Dependency;

/**
 * What one run of a template came to.
 *
 * @param used all that it asked for
 * @param missing what of that is not known yet: the text does not count then
 */
record Pass(String text, Set<Dependency> used, Set<Dependency> missing) {
  Pass {
    used = Set.copyOf(used);
    missing = Set.copyOf(missing);
  }

  boolean isWhole() {
    return missing.isEmpty();
  }
}
