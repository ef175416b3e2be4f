package praetor.registrator;

import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.registrator.rules.ContainerView;

/** What Docker's inspect shows of containers in tests. */
final class Inspect {
  private Inspect() {}

  /** A container with port 80 published. */
  static String web(String id, int hostPort) {
    return web(id, hostPort, "[]", "");
  }

  /**
   * A container with port 80 published.
   *
   * @param environment a JSON array
   * @param health status of its HEALTHCHECK; empty when it has none
   */
  static String web(String id, int hostPort, String environment, String health) {
    return web(id, hostPort, environment, "{}", health);
  }

  /**
   * A container with port 80 published.
   *
   * @param labels a JSON object
   */
  static String labelled(String id, int hostPort, String labels) {
    return web(id, hostPort, "[]", labels, "");
  }

  /** The same as the registrator keeps it. */
  static ContainerView view(String id, int hostPort) {
    try {
      return ContainerView.of((JsonValue.Obj) JsonReader.readWhole(web(id, hostPort)));
    } catch (DecodeException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static String web(
      String id, int hostPort, String environment, String labels, String health) {
    var check = health.isEmpty() ? "" : ",\"Health\":{\"Status\":\"" + health + "\",\"Log\":[]}";
    return """
        {"Id":"%s","Name":"/%s","Config":{"Image":"acme/web:1","Env":%s,"Labels":%s,"ExposedPorts":{"80/tcp":{}}},
         "State":{"Running":true,"StartedAt":"2026-11-21T00:00:00Z"%s},"HostConfig":{"NetworkMode":"default"},
         "NetworkSettings":{"IPAddress":"172.17.0.2","Networks":{},
           "Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"%d"}]}}}"""
        .formatted(id, id, environment, labels, check, hostPort);
  }
}
