package praetor.testkit.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** An agent that answers on its HTTP port. Closing it stops it; its folder stays. */
public interface RunningAgent extends AutoCloseable {

  /** Where its configuration, its log and its data are. */
  Path folder();

  AgentPorts ports();

  /** Whether it still runs. */
  boolean isAlive();

  /** The lines it has logged so far. */
  List<String> log() throws IOException;

  /** Stops it in the quickest way that leaves nothing behind, and waits until it is gone. */
  @Override
  void close();

  default URI httpUri() {
    return URI.create("http://127.0.0.1:" + ports().http());
  }

  default InetSocketAddress dnsAddress() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), ports().dns());
  }
}
