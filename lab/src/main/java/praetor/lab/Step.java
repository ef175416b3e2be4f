package praetor.lab;

/** One thing to be done on the way from what there is to what there should be. */
sealed interface Step {
  record RemoveContainer(String name) implements Step {}

  record RemoveNetwork(String name) implements Step {}

  record MakeNetwork(String name) implements Step {}

  record MakeContainer(Part part) implements Step {}
}
