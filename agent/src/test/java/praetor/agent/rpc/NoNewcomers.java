package praetor.agent.rpc;

import java.util.List;
import praetor.agent.RequestException;
import praetor.agent.rpc.call.AutoConfigCalls.Introduction;
import praetor.agent.rpc.call.AutoConfigCalls.Told;
import praetor.agent.rpc.server.Newcomers;

/** A server that gives nothing to agents without a certificate. */
public final class NoNewcomers implements Newcomers {
  @Override
  public boolean certificates() {
    return false;
  }

  @Override
  public Told told(Introduction introduction) {
    throw RequestException.failed("Auto Config is disabled");
  }

  @Override
  public List<String> authorities() {
    return List.of();
  }

  @Override
  public boolean verifyServerHostname() {
    return false;
  }
}
