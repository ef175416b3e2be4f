package praetor.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.Request;

/** Asks a lab, as its users would, whether it does what it is for. */
final class Readiness {
  private final LabPlan plan;
  private final ConsulClient api;
  private final ConsulClient balancer;

  Readiness(LabPlan plan, LabUrls urls) throws ClientException {
    this.plan = plan;
    this.api = ConsulClient.create(urls.apiClient());
    this.balancer = ConsulClient.create(urls.balancerClient());
  }

  /** What does not answer yet; empty when all does. */
  List<String> missing() {
    var missing = new ArrayList<String>();
    for (var service : LabPlan.SERVICES) {
      int wanted = plan.instances(service);
      int healthy = healthy(service);
      if (healthy < 0) {
        return List.of("the server");
      }
      if (healthy != wanted) {
        missing.add("%s (%d of %d)".formatted(service, healthy, wanted));
      }
    }
    if (missing.isEmpty() && plan.instances("portal") > 0 && !balancerAnswers()) {
      missing.add("the balancer");
    }
    return missing;
  }

  /** How many instances of a service are healthy; negative while nobody knows. */
  private int healthy(String service) {
    try {
      var healthy = api.callOk(Request.get("/v1/health/service/" + service).with("passing", "1"));
      return healthy.json().elements().size();
    } catch (IOException _) {
      // It starts.
      return -1;
    }
  }

  private boolean balancerAnswers() {
    try {
      return balancer.call(Request.get("/health")).status() == 200;
    } catch (IOException _) {
      return false;
    }
  }
}
