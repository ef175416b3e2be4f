package praetor.http.net;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.LoggerFactory;
import praetor.http.HttpHandler;
import praetor.http.route.Route;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;

/** Servers for tests, and what they log. */
final class Servers {
  private Servers() {}

  static InetSocketAddress listen(HttpServer server) throws IOException {
    return (InetSocketAddress)
        server.listen(new ListenAddress.Tcp(new InetSocketAddress("127.0.0.1", 0)));
  }

  static HttpHandler routes(Route... routes) {
    return new Router(RouterOptions.defaults(), List.of(routes));
  }

  /** Collects warnings and errors of all code until it is closed. */
  static final class Complaints implements AutoCloseable {
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    Complaints() {
      root.setLevel(Level.INFO);
      appender.start();
      root.addAppender(appender);
    }

    List<String> texts() {
      return List.copyOf(appender.list).stream()
          .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .map(event -> event.getFormattedMessage() + " " + cause(event))
          .toList();
    }

    private static String cause(ILoggingEvent event) {
      var thrown = event.getThrowableProxy();
      return thrown == null ? "" : thrown.getClassName() + ": " + thrown.getMessage();
    }

    @Override
    public void close() {
      root.detachAppender(appender);
    }
  }
}
