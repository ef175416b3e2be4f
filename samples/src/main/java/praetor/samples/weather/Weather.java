package praetor.samples.weather;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import praetor.samples.figures.Figures;
import praetor.samples.web.Answer;
import praetor.samples.web.BadInputException;
import praetor.samples.web.Route;
import praetor.samples.web.Site;

/**
 * The service {@code weather}: how warm it is in a city.
 *
 * <p>Environment: {@code TEMP_SCALE} ({@code C}, or {@code F}), {@code PORT} (4567), {@code
 * SOURCE_URL} and {@code API_KEY} for real figures.
 */
public final class Weather {
  private static final Pattern CITY = Pattern.compile("\\p{L}[\\p{L}\\p{M} .,'-]{0,59}");
  private static final Figures MADE_UP = Figures.madeUp(-10, 35, 0);

  private Weather() {}

  public static void main(String[] args) throws IOException {
    var environment = System.getenv();
    Site.serve(environment, routes(environment));
  }

  static Map<String, Route> routes(Map<String, String> environment) {
    var scale = Scale.parse(environment.getOrDefault("TEMP_SCALE", "C"));
    var figures = Figures.of(environment, MADE_UP);
    var instance = environment.getOrDefault("HOSTNAME", "localhost");
    return Map.of("/weather/", call -> temperature(figures, scale, instance, call.rest()));
  }

  private static Answer temperature(Figures figures, Scale scale, String instance, String city)
      throws BadInputException, IOException, InterruptedException {
    if (!CITY.matcher(city).matches()) {
      throw new BadInputException("a city is at most 60 letters, blanks, points and dashes");
    }
    double celsius = figures.of(city.toLowerCase(Locale.ROOT));
    return Answer.json(
        Map.of(
            "city", city, "temperature", scale.of(celsius), "scale", scale, "instance", instance));
  }
}
