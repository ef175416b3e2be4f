package praetor.cli.template;

/** Exit codes of {@code template} and {@code env}. Source: consul-template 0.42.1. */
final class ExitCodes {
  static final int OK = 0;
  static final int ENDED_BY_SIGNAL = 12;
  static final int WRONG_FLAGS = 13;
  static final int FAILED = 14;
  static final int WRONG_CONFIG = 15;

  private ExitCodes() {}
}
