package praetor.samples.figures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/** A figure for a name: the price of a share, the temperature of a city. Safe for any thread. */
@FunctionalInterface
public interface Figures {
  /**
   * The figure of a name.
   *
   * @throws IOException whoever was asked did not give it
   */
  double of(String name) throws IOException, InterruptedException;

  /**
   * What the environment says: with {@code SOURCE_URL} the server there is asked, and gets the
   * {@code API_KEY}; without it figures are made up.
   */
  static Figures of(Map<String, String> environment, Figures offline) {
    var url = environment.getOrDefault("SOURCE_URL", "");
    if (url.isEmpty()) {
      return offline;
    }
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    return new RemoteFigures(client, URI.create(url), environment.getOrDefault("API_KEY", ""));
  }

  /** Figures between two bounds, with so many decimals: the same at any time for the same name. */
  static Figures madeUp(double least, double greatest, int decimals) {
    double scale = Math.pow(10, decimals);
    return name -> {
      var random = new SplittableRandom(name.hashCode());
      return Math.rint(random.nextDouble(least, greatest) * scale) / scale;
    };
  }
}
