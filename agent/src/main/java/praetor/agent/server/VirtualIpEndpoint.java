package praetor.agent.server;

import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.servers.VirtualIps;
import praetor.state.Outcome;
import praetor.state.command.ManualIpsRequest;

/** Takes virtual addresses that users choose. Source: texts of Consul 1.21.4. */
final class VirtualIpEndpoint implements VirtualIps {
  private static final int ADDRESSES_MAX = 8;
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  /** Good enough to tell an address from a word; none of them is taken. */
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]+");

  private final ServerContext context;

  VirtualIpEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Assigned> assign(ManualIpsRequest request, Caller caller) {
    caller.authorizer().require(Resource.SERVICE, request.service(), Access.WRITE);
    if (request.manualVips().size() > ADDRESSES_MAX) {
      throw RequestException.failed(
          "cannot associate more than %d manual virtual IPs with the same service"
              .formatted(ADDRESSES_MAX));
    }
    for (var ip : request.manualVips()) {
      if (!IPV4.matcher(ip).matches()) {
        var shown = IPV6.matcher(ip).matches() ? ip : "<nil>";
        throw RequestException.failed("\"" + shown + "\" is not a valid IPv4 address");
      }
    }
    return context.proposer().propose(request).thenApply(VirtualIpEndpoint::assigned);
  }

  private static Assigned assigned(Outcome outcome) {
    return switch (outcome) {
      case Outcome.IpsAssigned(boolean found, var from) -> new Assigned(found, from);
      case Outcome.Refused(var reason) -> throw RequestException.failed(reason);
      case Outcome.Done _,
          Outcome.Answered _,
          Outcome.Numbered _,
          Outcome.SessionCreated _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _,
          Outcome.Restored _ ->
          throw new IllegalStateException("assigning virtual addresses came to " + outcome);
    };
  }
}
