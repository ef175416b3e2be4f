package praetor.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.docker.ContainerSummary;

/** What there is of labs in tests. */
final class Presents {
  static final Present NOTHING = new Present(List.of(), List.of());

  private Presents() {}

  /** All of a plan, running, made from these images. */
  static Present of(LabPlan plan, Map<String, String> imageIds) {
    var containers =
        plan.parts().stream()
            .map(part -> running(part, imageIds.getOrDefault(part.container().image(), "")))
            .toList();
    return new Present(List.of(plan.name().network()), containers);
  }

  private static ContainerSummary running(Part part, String imageId) {
    var spec = part.spec(Optional.empty(), imageId);
    return new ContainerSummary(
        "id", spec.name(), "running", "Up", spec.labels(), Map.of(spec.network(), "172.18.0.9"));
  }

  /** The same, one container of which has ended. */
  static Present withEnded(Present present, String name) {
    return new Present(
        present.networks(),
        present.containers().stream()
            .map(
                c ->
                    c.name().equals(name)
                        ? new ContainerSummary(
                            c.id(), name, "exited", "Exited (137)", c.labels(), Map.of())
                        : c)
            .toList());
  }
}
