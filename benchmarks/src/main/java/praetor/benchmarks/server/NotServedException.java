package praetor.benchmarks.server;

import java.io.IOException;

/** The server does not have what a scenario needs; the report says so. */
public final class NotServedException extends IOException {

  private static final long serialVersionUID = 1;

  public NotServedException(String what) {
    super(what + " is not served");
  }
}
