package praetor.samples.balancer;

import java.net.URI;

/** Where a request can go: {@code 10.0.0.1:4567}, and how often compared with the others. */
record Server(String hostAndPort, int weight) {

  /**
   * The request's address there.
   *
   * @param pathAndQuery as the client sent them
   */
  URI uri(String pathAndQuery) {
    return URI.create("http://" + hostAndPort + pathAndQuery);
  }
}
