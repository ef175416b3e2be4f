package praetor.model.connect;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import praetor.model.codec.Shape;

/**
 * The authorities of a cluster.
 *
 * @param activeRootId of the one that signs; empty when there is none
 * @param trustDomain in which all names of the cluster are: its id, then {@code .consul}
 */
public record CaRoots(String activeRootId, String trustDomain, List<CaRoot> roots) {
  public static final Shape<CaRoots> SHAPE =
      Shape.<CaRoots>of("structs.IndexedCARoots")
          .field("ActiveRootID", STRING, CaRoots::activeRootId)
          .field("TrustDomain", STRING, CaRoots::trustDomain)
          .field("Roots", nullableList(CaRoot.SHAPE), CaRoots::roots)
          .build(v -> new CaRoots(v.next(), v.next(), v.next()));

  public CaRoots {
    roots = List.copyOf(roots);
  }

  /** All certificates one after another. */
  public String pem() {
    return roots.stream()
        .flatMap(
            root -> Stream.concat(Stream.of(root.rootCert()), root.intermediateCerts().stream()))
        .collect(Collectors.joining());
  }
}
