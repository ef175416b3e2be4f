package praetor.agent.discover;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The part that matters of an answer of EC2's query API.
 *
 * <p>Source: Amazon EC2 API reference, DescribeInstances.
 *
 * @param nextPage what asks for the rest
 * @param error what went wrong, in EC2's words
 */
record Ec2Answer(List<String> addresses, Optional<String> nextPage, Optional<String> error) {
  private static final String MACHINE = "reservationSet/item/instancesSet/item/";
  private static final String INTERFACE = MACHINE + "networkInterfaceSet/item/";

  Ec2Answer {
    addresses = List.copyOf(addresses);
  }

  static Ec2Answer read(InputStream body, Ec2Search.Address wanted) throws IOException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return read(factory.createXMLStreamReader(body), wanted);
    } catch (XMLStreamException e) {
      throw new IOException("discover-aws: the answer is no XML: " + e.getMessage(), e);
    }
  }

  private static Ec2Answer read(XMLStreamReader in, Ec2Search.Address wanted)
      throws XMLStreamException {
    var path = new ArrayDeque<String>();
    var addresses = new LinkedHashSet<String>();
    var nextPage = Optional.<String>empty();
    var code = "";
    var message = "";
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> path.addLast(in.getLocalName());
        case XMLStreamConstants.END_ELEMENT -> path.removeLast();
        case XMLStreamConstants.CHARACTERS -> {
          var text = in.getText().strip();
          var below = String.join("/", path.stream().skip(1).toList());
          if (text.isEmpty()) {
            continue;
          }
          if (holds(below, wanted)) {
            addresses.add(text);
          } else if (below.equals("nextToken")) {
            nextPage = Optional.of(text);
          } else if (below.equals("Errors/Error/Code")) {
            code = text;
          } else if (below.equals("Errors/Error/Message")) {
            message = text;
          }
        }
        default -> {
          // Comments and the like.
        }
      }
    }
    var error = code.isEmpty() ? Optional.<String>empty() : Optional.of(code + ": " + message);
    return new Ec2Answer(new ArrayList<>(addresses), nextPage, error);
  }

  private static boolean holds(String path, Ec2Search.Address wanted) {
    return switch (wanted) {
      case PRIVATE_V4, PUBLIC_V4 -> path.equals(MACHINE + wanted.element());
      case PUBLIC_V6 -> path.equals(INTERFACE + "ipv6AddressesSet/item/" + wanted.element());
    };
  }
}
