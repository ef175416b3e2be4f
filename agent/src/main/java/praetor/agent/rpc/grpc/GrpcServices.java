package praetor.agent.rpc.grpc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.entry.ExportedService;
import praetor.agent.read.Answer;

/** What the methods are answered from. Safe for any thread. */
public interface GrpcServices extends SubscribeSource {
  /**
   * Hands leadership over.
   *
   * @param id the next leader, or empty for whoever fits best
   * @return fails with a {@link RequestException}
   */
  CompletableFuture<Void> transferLeadership(String id);

  /** The services that peers may use. Fails with a {@link RequestException}. */
  CompletableFuture<Answer<List<ExportedService>>> exportedServices();

  /**
   * Counts a call in.
   *
   * @param method such as {@code /subscribe.StateChangeSubscription/Subscribe}
   * @return a refusal when there are too many
   */
  Optional<RequestException> refusal(String method, String from);
}
