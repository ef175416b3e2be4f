package praetor.agent.rpc;

import java.util.List;
import praetor.agent.rpc.server.Newcomers;

/** A server that gives nothing to agents without a certificate. */
public final class NoNewcomers implements Newcomers {
  @Override
  public boolean certificates() {
    return false;
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
