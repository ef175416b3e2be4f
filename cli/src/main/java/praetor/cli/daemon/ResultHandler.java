package praetor.cli.daemon;

import praetor.model.codec.JsonValue;

/** Hands a result of a watch to whom it is for; failures are logged. */
@FunctionalInterface
interface ResultHandler {
  void handle(String index, JsonValue value) throws InterruptedException;
}
