package praetor.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import praetor.docker.ContainerSummary;

/** What is to be done, in order. */
final class Steps {
  private Steps() {}

  /**
   * From what there is to a plan. What runs as planned is not touched; what has ended, was made
   * from something else, or needs what has to be made, is made anew; what is not in the plan goes.
   *
   * @param imageIds what the names of images mean now
   */
  static List<Step> up(LabPlan plan, Map<String, String> imageIds, Present present) {
    var steps = new ArrayList<Step>();
    var kept = kept(plan, imageIds, present);
    for (var container : present.containers()) {
      if (!kept.contains(container.name())) {
        steps.add(new Step.RemoveContainer(container.name()));
      }
    }
    if (!present.networks().contains(plan.name().network())) {
      steps.add(new Step.MakeNetwork(plan.name().network()));
    }
    for (var part : plan.parts()) {
      if (!kept.contains(part.name())) {
        steps.add(new Step.MakeContainer(part));
      }
    }
    return steps;
  }

  private static Set<String> kept(LabPlan plan, Map<String, String> imageIds, Present present) {
    var kept = new HashSet<String>();
    if (!present.networks().contains(plan.name().network())) {
      return kept;
    }
    for (var part : plan.parts()) {
      var digest = part.digest(imageIds.getOrDefault(part.container().image(), ""));
      boolean stands = part.needs().map(kept::contains).orElse(true);
      if (stands && present.container(part.name()).filter(c -> fits(c, digest)).isPresent()) {
        kept.add(part.name());
      }
    }
    return kept;
  }

  private static boolean fits(ContainerSummary container, String digest) {
    return container.isRunning() && digest.equals(container.labels().get(Labels.MADE_FROM));
  }

  /** From what there is to nothing. */
  static List<Step> down(Present present) {
    var steps = new ArrayList<Step>();
    present.containers().forEach(c -> steps.add(new Step.RemoveContainer(c.name())));
    present.networks().forEach(name -> steps.add(new Step.RemoveNetwork(name)));
    return steps;
  }
}
