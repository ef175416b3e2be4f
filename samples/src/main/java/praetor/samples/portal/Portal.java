package praetor.samples.portal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import praetor.samples.web.Answer;
import praetor.samples.web.BadInputException;
import praetor.samples.web.Call;
import praetor.samples.web.Route;
import praetor.samples.web.Site;

/**
 * The service {@code portal}: a page with the price of a share, the weather of a city, and who
 * answered.
 *
 * <p>Environment: {@code PORT} (4567), {@code STOCK_PRICE} and {@code WEATHER} for other names of
 * the two services.
 */
public final class Portal {
  private static final int INPUT_MAX = 60;

  private final Services services;
  private final String instance;
  private final String stockPrice;
  private final String weather;

  private Portal(Map<String, String> environment, Discovery discovery) {
    services = new Services(discovery);
    instance = environment.getOrDefault("HOSTNAME", "localhost");
    stockPrice = environment.getOrDefault("STOCK_PRICE", "stock-price");
    weather = environment.getOrDefault("WEATHER", "weather");
  }

  public static void main(String[] args) throws IOException {
    var environment = System.getenv();
    Site.serve(environment, routes(environment, new DnsDiscovery()));
  }

  static Map<String, Route> routes(Map<String, String> environment, Discovery discovery) {
    var portal = new Portal(environment, discovery);
    return Map.of("/", portal::page);
  }

  private Answer page(Call call) throws BadInputException, InterruptedException {
    var symbol = input(call, "symbol");
    var city = input(call, "city");
    var rows = new ArrayList<Row>();
    if (!symbol.isEmpty()) {
      var reply = services.ask(stockPrice, "/stock/", symbol);
      rows.add(Row.of(stockPrice, symbol, reply, "price", "currency"));
    }
    if (!city.isEmpty()) {
      var reply = services.ask(weather, "/weather/", city);
      rows.add(Row.of(weather, city, reply, "temperature", "scale"));
    }
    var known =
        List.of(
            new Known(stockPrice, services.instances(stockPrice)),
            new Known(weather, services.instances(weather)));
    return Answer.html(Page.render(instance, symbol, city, rows, known));
  }

  private static String input(Call call, String name) throws BadInputException {
    var text = call.parameter(name);
    if (text.length() > INPUT_MAX) {
      throw new BadInputException(name + " is longer than " + INPUT_MAX + " characters");
    }
    return text;
  }
}
