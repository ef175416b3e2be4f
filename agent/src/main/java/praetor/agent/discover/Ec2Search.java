package praetor.agent.discover;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which machines of EC2 are wanted, and which of their addresses.
 *
 * <p>Source: Consul's documentation of cloud auto-join, Amazon EC2.
 *
 * @param tag key and value of the tag that they have
 * @param region empty for the one that this machine is in
 * @param endpoint empty for Amazon's
 * @param credentials access key id, secret and maybe a session token; empty for those of the
 *     machine
 */
record Ec2Search(
    Map.Entry<String, String> tag,
    Address address,
    Optional<String> region,
    Optional<String> endpoint,
    Optional<Credentials> credentials) {

  /** Which address of a machine. */
  enum Address {
    PRIVATE_V4("privateIpAddress"),
    PUBLIC_V4("ipAddress"),
    PUBLIC_V6("ipv6Address");

    /** The element of EC2's answer. */
    private final String element;

    Address(String element) {
      this.element = element;
    }

    String element() {
      return element;
    }
  }

  record Credentials(String keyId, String secret, Optional<String> token) {}

  static Ec2Search of(DiscoverText wanted) throws IOException {
    var service = wanted.get("service").orElse("ec2");
    if (!service.equals("ec2")) {
      throw new IOException("discover-aws: service=" + service + " is not known, only ec2");
    }
    return new Ec2Search(
        Map.entry(need(wanted, "tag_key"), need(wanted, "tag_value")),
        address(wanted.get("addr_type").orElse("private_v4")),
        wanted.get("region"),
        wanted.get("endpoint"),
        credentials(wanted));
  }

  private static String need(DiscoverText wanted, String key) throws IOException {
    return wanted
        .get(key)
        .orElseThrow(() -> new IOException("discover-aws: " + key + " is missing"));
  }

  private static Address address(String type) throws IOException {
    return switch (type) {
      case "private_v4" -> Address.PRIVATE_V4;
      case "public_v4" -> Address.PUBLIC_V4;
      case "public_v6" -> Address.PUBLIC_V6;
      default -> throw new IOException("discover-aws: addr_type=" + type + " is not known");
    };
  }

  private static Optional<Credentials> credentials(DiscoverText wanted) throws IOException {
    var id = wanted.get("access_key_id");
    var secret = wanted.get("secret_access_key");
    if (id.isPresent() != secret.isPresent()) {
      throw new IOException(
          "discover-aws: access_key_id and secret_access_key are needed together");
    }
    return id.map(key -> new Credentials(key, secret.orElse(""), wanted.get("session_token")));
  }

  /** The parameters of EC2's query API; the page is asked for until there is no next one. */
  Map<String, String> parameters(Optional<String> page) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("Action", "DescribeInstances");
    parameters.put("Version", "2016-11-15");
    parameters.put("Filter.1.Name", "tag:" + tag.getKey());
    parameters.put("Filter.1.Value.1", tag.getValue());
    parameters.put("Filter.2.Name", "instance-state-name");
    parameters.put("Filter.2.Value.1", "running");
    page.ifPresent(token -> parameters.put("NextToken", token));
    return parameters;
  }
}
