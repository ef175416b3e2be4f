package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.codec.Shape;

/**
 * Gives a service of the mesh virtual addresses in the place of those that it was given before.
 *
 * @param manualVips IPv4 addresses
 */
public record ManualIpsRequest(String service, List<String> manualVips) implements Command {
  public static final Shape<ManualIpsRequest> SHAPE =
      Shape.<ManualIpsRequest>of("structs.AssignServiceManualVIPsRequest")
          .field("Service", STRING, ManualIpsRequest::service)
          .field("ManualVIPs", nullableList(STRING), ManualIpsRequest::manualVips)
          .build(v -> new ManualIpsRequest(v.next(), v.next()));

  public ManualIpsRequest {
    manualVips = List.copyOf(manualVips);
  }
}
