package praetor.dns;

import java.util.Optional;

/** Asks one recursor. Implemented by sockets; may wait up to the recursor timeout. */
public interface Upstream {
  /**
   * Sends a message as it is and waits for its answer.
   *
   * @param recursor {@code HOST[:PORT]} as in the options
   * @param message a whole DNS message; only its id may be replaced on the way
   * @return the answer with the message's id; empty when none came in time
   */
  Optional<byte[]> ask(String recursor, byte[] message, Transport transport);
}
