package praetor.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.docker.ContainerSpec;

/**
 * A container of a lab.
 *
 * @param needs the container without which it is of no use: it is made after that one, and anew
 *     when that one is
 * @param asksHost whether the DNS of the one it needs is its own
 */
record Part(ContainerSpec container, Optional<String> needs, boolean asksHost) {
  private static final String DOMAIN = "service.consul";

  String name() {
    return container.name();
  }

  /**
   * What to make.
   *
   * @param needed address of the container that it needs
   * @param imageId the image that its name means now
   */
  ContainerSpec spec(Optional<String> needed, String imageId) {
    var labels = new HashMap<>(container.labels());
    labels.put(Labels.MADE_FROM, digest(imageId));
    return new ContainerSpec(
        container.name(),
        container.image(),
        container.command(),
        container.environment(),
        labels,
        container.user(),
        container.network(),
        asksHost ? needed.map(host -> new ContainerSpec.Dns(host, DOMAIN)) : Optional.empty(),
        container.binds(),
        container.ports());
  }

  /** The same for what is made the same way from the same image. */
  String digest(String imageId) {
    var all =
        List.of(
            imageId,
            container.command(),
            sorted(container.environment()),
            sorted(container.labels()),
            container.user(),
            container.binds(),
            container.ports(),
            needs);
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(all.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, String> sorted(Map<String, String> texts) {
    return new TreeMap<>(texts);
  }
}
