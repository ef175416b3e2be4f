package praetor.http.api;

import java.time.Duration;
import praetor.agent.config.AgentConfig;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.connect.LeafCertificates;
import praetor.agent.connect.LeafCertificates.Found;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.Request;
import praetor.http.Response;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;

/**
 * Answers with the certificate of a service, at once or when it is another one. Holds a virtual
 * thread while it waits.
 */
final class LeafAnswers {
  private final Duration waitUsual;
  private final Duration waitMax;
  private final Servers servers;
  private final ReadAnswers reads;
  private final LeafCertificates certificates;

  LeafAnswers(
      AgentConfig config, Servers servers, ReadAnswers reads, LeafCertificates certificates) {
    this.waitUsual = config.defaultQueryTime();
    this.waitMax = config.maxQueryTime();
    this.servers = servers;
    this.reads = reads;
    this.certificates = certificates;
  }

  Response answer(Request request, String service, ReadOptions options) {
    var caller = options.caller();
    var roots = Replies.await(reads.cached(ConnectHandlers.ROOTS_QUERY, ReadOptions.now(caller)));
    var found = certificates.find(service, roots.value().value(), caller);
    if (!options.blocks() || isNews(found, options)) {
      // Source: Consul 1.21.4 says that it had a certificate only to those who name an index.
      return response(request, found, found.hit() && options.blocks());
    }
    return response(request, waited(service, roots.index(), options, found), false);
  }

  private static boolean isNews(Found found, ReadOptions options) {
    return Long.compareUnsigned(found.certificate().modifyIndex(), options.minIndex()) > 0;
  }

  /** Waits for another authority, or for the time to renew, and looks again. */
  private Found waited(String service, long rootsIndex, ReadOptions options, Found known) {
    long end = System.nanoTime() + wait(options.maxWait()).toNanos();
    var found = known;
    long index = rootsIndex;
    while (!isNews(found, options) && end - System.nanoTime() > 0) {
      var left = Duration.ofNanos(end - System.nanoTime());
      var next = left.compareTo(found.untilRenewal()) > 0 ? found.untilRenewal() : left;
      var roots = changed(index, next, options);
      index = roots.index();
      found = certificates.find(service, roots.value(), options.caller());
    }
    return found;
  }

  private Answer<CaRoots> changed(long index, Duration wait, ReadOptions options) {
    var atLeast = wait.isPositive() ? wait : Duration.ofMillis(1);
    var waiting =
        new ReadOptions(options.caller(), options.consistency(), "", index, atLeast, Duration.ZERO);
    return Replies.await(servers.read(new CaRootsGet(), waiting));
  }

  private Duration wait(Duration asked) {
    if (asked.isZero()) {
      return waitUsual;
    }
    return asked.compareTo(waitMax) > 0 ? waitMax : asked;
  }

  private static Response response(Request request, Found found, boolean hit) {
    var index = Long.toUnsignedString(found.certificate().modifyIndex());
    var response = JsonForm.of(request, IssuedCert.SHAPE, found.certificate());
    return hit
        ? response.headers(
            "Age",
            Long.toString(found.age().toSeconds()),
            "X-Cache",
            "HIT",
            "X-Consul-Index",
            index)
        : response.headers("X-Cache", "MISS", "X-Consul-Index", index);
  }
}
