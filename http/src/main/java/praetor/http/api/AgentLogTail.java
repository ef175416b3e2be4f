package praetor.http.api;

import java.util.function.Consumer;

/** The agent's log as it is written. Safe for any thread. */
public interface AgentLogTail {
  /** Ends the following. */
  interface Following extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Has new lines handed over, without their line ends, until it is closed.
   *
   * @param level the least level: {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code
   *     error}
   * @param json whether each line is a JSON object
   * @param lines must not block
   */
  Following follow(String level, boolean json, Consumer<String> lines);
}
