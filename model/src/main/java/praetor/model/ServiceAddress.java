package praetor.model;

import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/** An address of a service under a tag such as {@code wan}. */
public record ServiceAddress(String address, int port) {
  public static final Shape<ServiceAddress> SHAPE =
      Shape.<ServiceAddress>of("structs.ServiceAddress")
          .field("Address", STRING, ServiceAddress::address)
          .field("Port", INT, ServiceAddress::port)
          .build(v -> new ServiceAddress(v.next(), v.next()));
}
