package praetor.samples.stock;

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
 * The service {@code stock-price}: what a share costs.
 *
 * <p>Environment: {@code PORT} (4567), {@code SOURCE_URL} and {@code API_KEY} for real figures.
 */
public final class StockPrice {
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,9}");
  private static final Figures MADE_UP = Figures.madeUp(5, 500, 2);

  private StockPrice() {}

  public static void main(String[] args) throws IOException {
    var environment = System.getenv();
    Site.serve(environment, routes(environment));
  }

  static Map<String, Route> routes(Map<String, String> environment) {
    var figures = Figures.of(environment, MADE_UP);
    var instance = environment.getOrDefault("HOSTNAME", "localhost");
    return Map.of("/stock/", call -> price(figures, instance, call.rest()));
  }

  private static Answer price(Figures figures, String instance, String symbol)
      throws BadInputException, IOException, InterruptedException {
    if (!SYMBOL.matcher(symbol).matches()) {
      throw new BadInputException(
          "a symbol is a letter and at most nine more letters, digits, points or dashes");
    }
    var share = symbol.toUpperCase(Locale.ROOT);
    return Answer.json(
        Map.of(
            "symbol", share, "price", figures.of(share), "currency", "USD", "instance", instance));
  }
}
