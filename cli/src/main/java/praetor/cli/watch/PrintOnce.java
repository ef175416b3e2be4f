package praetor.cli.watch;

import java.io.IOException;
import java.time.Duration;
import praetor.cli.command.Terminal;
import praetor.client.watch.Watch;
import praetor.client.watch.WatchLoop;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/** Prints the first result, and has enough then. */
record PrintOnce(Watch watch, Terminal terminal) implements WatchLoop.Handler {
  @Override
  public boolean changed(String index, JsonValue value) {
    terminal.out().print(JsonWriter.pretty().value(value).toText());
    return false;
  }

  @Override
  public void failed(IOException failure, Duration retry) {
    terminal.err().print(FailureLine.of(watch, failure, retry));
    terminal.flush();
  }
}
