package praetor.agent.rpc.grpc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.entry.ExportedService;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;

/** Services of a server that has something to follow and nobody to lead in its place. */
public record FollowOnly(SubscribeSource source) implements GrpcServices {
  @Override
  public CompletableFuture<State> next(SubscribeRequest request, long minIndex) {
    return source.next(request, minIndex);
  }

  @Override
  public CompletableFuture<Void> transferLeadership(String id) {
    var text = id.isEmpty() ? "cannot find peer" : "Could not find address for server id " + id;
    return CompletableFuture.failedFuture(RequestException.failed(text));
  }

  @Override
  public CompletableFuture<Answer<List<ExportedService>>> exportedServices() {
    var web = new ExportedService("web", new ExportedService.Consumers(List.of("east", "west")));
    return CompletableFuture.completedFuture(
        new Answer<>(List.of(web), 42, true, Duration.ZERO, Consistency.LEADER));
  }

  @Override
  public Optional<RequestException> refusal(String method, String from) {
    return method.endsWith("/Refused")
        ? Optional.of(new RequestException(429, RequestException.RATE_LIMITED))
        : Optional.empty();
  }
}
