package praetor.lab;

import praetor.client.AgentAddress;
import praetor.client.ClientConfig;

/**
 * Where a lab is reached.
 *
 * @param host the machine of the Docker Engine
 */
public record LabUrls(String host, LabPorts ports) {
  /** The portal, through the balancer. */
  public String portal() {
    return "http://%s:%d/".formatted(host, ports.balancer());
  }

  /** The server's HTTP API. */
  public String api() {
    return "http://%s:%d".formatted(host, ports.http());
  }

  /** A command that asks the server's DNS. */
  public String dig() {
    return "dig @%s -p %d stock-price.service.consul SRV".formatted(host, ports.dns());
  }

  ClientConfig apiClient() {
    return client(ports.http());
  }

  ClientConfig balancerClient() {
    return client(ports.balancer());
  }

  private ClientConfig client(int port) {
    return ClientConfig.at(new AgentAddress.Tcp(false, host, port, ""));
  }
}
