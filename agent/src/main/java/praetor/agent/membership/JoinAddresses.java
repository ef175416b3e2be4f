package praetor.agent.membership;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.discover.Discovery;

/** The addresses that {@code retry_join} stands for, looked up anew each time. Blocks. */
public final class JoinAddresses {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private JoinAddresses() {}

  /**
   * Everything that texts stand for: addresses, names, searches in a cloud.
   *
   * @param cluster {@code LAN} or {@code WAN}, for messages
   * @param port of texts that name none
   * @param errors gets a sentence for each text that stands for nothing
   */
  public static List<InetSocketAddress> all(
      String cluster, List<String> texts, int port, List<String> errors) {
    var found = new ArrayList<InetSocketAddress>();
    for (var text : texts) {
      try {
        for (var address : Discovery.isOne(text) ? discovered(cluster, text) : List.of(text)) {
          found.addAll(Seeds.resolve(address, port));
        }
      } catch (IOException e) {
        errors.add(String.valueOf(e.getMessage()));
      }
    }
    return found;
  }

  /** The same hosts, all with one port, whatever the texts say. */
  public static List<InetSocketAddress> hosts(List<String> texts, int port, List<String> errors) {
    return all("LAN", texts, port, errors).stream()
        .map(found -> new InetSocketAddress(found.getAddress(), port))
        .distinct()
        .toList();
  }

  private static List<String> discovered(String cluster, String search) throws IOException {
    var found = new Discovery(System.getenv()).addresses(search);
    LOG.info("Discovered servers: cluster={} servers={}", cluster, String.join(" ", found));
    return found;
  }
}
