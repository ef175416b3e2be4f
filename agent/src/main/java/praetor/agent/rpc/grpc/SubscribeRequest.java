package praetor.agent.rpc.grpc;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * What a subscriber asks for.
 *
 * @param topic 1 for the instances of a service, 2 for those through which the mesh reaches it
 * @param token the secret, empty for the anonymous token
 * @param index of the last event that the subscriber has; 0 for none. Unsigned
 * @param datacenter empty for the server's own
 * @param wildcard whether every subject is asked for
 * @param key the name of the service
 */
public record SubscribeRequest(
    int topic, String token, long index, String datacenter, boolean wildcard, String key) {
  /** Source: topics of Consul 1.21.4. */
  static final int SERVICE_HEALTH = 1;

  static final int SERVICE_HEALTH_CONNECT = 2;

  /** Reads a message; 1.10 has the key in field 2, 1.21 inside field 10. */
  static SubscribeRequest decode(Bytes message) throws DecodeException {
    var fields = new Fields();
    try {
      fields.read(CodedInputStream.newInstance(message.array()));
    } catch (IOException e) {
      throw new DecodeException("not a SubscribeRequest: " + e.getMessage(), e);
    }
    return new SubscribeRequest(
        fields.topic, fields.token, fields.index, fields.datacenter, fields.wildcard, fields.key);
  }

  private static final class Fields {
    private int topic;
    private String token = "";
    private long index;
    private String datacenter = "";
    private boolean wildcard;
    private String key = "";

    void read(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case 1 << 3 -> topic = in.readEnum();
          case 2 << 3 | 2 -> key = in.readString();
          case 3 << 3 | 2 -> token = in.readString();
          case 4 << 3 -> index = in.readUInt64();
          case 5 << 3 | 2 -> datacenter = in.readString();
          case 9 << 3 -> wildcard = in.readBool();
          case 10 << 3 | 2 -> readSubject(CodedInputStream.newInstance(in.readByteArray()));
          default -> in.skipField(tag);
        }
      }
    }

    private void readSubject(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == (1 << 3 | 2)) {
          key = in.readString();
        } else {
          in.skipField(tag);
        }
      }
    }
  }

  @Override
  public String toString() {
    return "SubscribeRequest[topic " + topic + ", key " + key + ", index " + index + "]";
  }
}
