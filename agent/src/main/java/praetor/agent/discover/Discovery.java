package praetor.agent.discover;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds addresses of agents. Safe for any thread.
 *
 * <p>Source: Consul's documentation of cloud auto-join, for the names.
 */
public final class Discovery {
  /** What is served. */
  public static final String METHODS = "aws";

  /** Consul knows them, this version does not. */
  private static final Set<String> OTHERS =
      Set.of(
          "aliyun",
          "azure",
          "digitalocean",
          "gce",
          "hcp",
          "k8s",
          "linode",
          "mdns",
          "os",
          "packet",
          "scaleway",
          "softlayer",
          "tencentcloud",
          "triton",
          "vsphere");

  private final Map<String, String> environment;

  /**
   * @param environment for credentials and regions
   */
  public Discovery(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Whether a text of {@code retry_join} is a search and not an address. */
  public static boolean isOne(String text) {
    return text.contains("provider=");
  }

  /** The text as it may be logged. */
  public static String withoutSecrets(String text) {
    return text.replaceAll("(secret_\\w+|\\w*token|\\w*password)=(\"[^\"]*\"|\\S*)", "$1=hidden");
  }

  /**
   * Searches. Blocks.
   *
   * @return IP addresses, maybe none
   * @throws IOException in one sentence
   */
  public List<String> addresses(String text) throws IOException {
    var wanted = DiscoverText.parse(text);
    var provider = wanted.get("provider").orElse("");
    if (provider.equals("aws")) {
      return new Ec2Instances(Ec2Search.of(wanted), environment).addresses();
    }
    throw new IOException(
        OTHERS.contains(provider)
            ? "discover: this version does not know the provider \"" + provider + "\", only aws"
            : "discover: unknown provider \"" + provider + "\"");
  }
}
