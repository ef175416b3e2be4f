package praetor.samples.portal;

import java.util.List;

/** The instances of a service that the portal knows at the moment. */
record Known(String service, List<Instance> instances) {
  Known {
    instances = List.copyOf(instances);
  }
}
