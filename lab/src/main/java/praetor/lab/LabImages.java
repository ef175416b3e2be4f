package praetor.lab;

import java.util.List;
import java.util.stream.Stream;

/** Names of the images that a lab is made of. */
final class LabImages {
  static final String PRAETOR = "praetor:latest";
  static final String BALANCER = "praetor/balancer:latest";
  static final List<String> ALL = all();

  private LabImages() {}

  static String of(String service) {
    return "praetor/" + service + ":latest";
  }

  private static List<String> all() {
    var services = LabPlan.SERVICES.stream().map(LabImages::of);
    return Stream.concat(Stream.of(PRAETOR, BALANCER), services).toList();
  }
}
