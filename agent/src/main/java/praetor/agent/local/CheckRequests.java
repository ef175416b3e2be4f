package praetor.agent.local;

import static praetor.model.codec.Codecs.STRING;

import praetor.agent.config.CheckDefinition;
import praetor.model.DecodeException;
import praetor.model.codec.Shape;

/** The bodies of requests about checks. */
public final class CheckRequests {
  private CheckRequests() {}

  /** What a check says now: PUT /v1/agent/check/update/:id. */
  public record Update(String status, String output) {
    private static final Shape<Update> SHAPE =
        Shape.<Update>of("agent.checkUpdate")
            .field("Status", STRING, Update::status)
            .field("Output", STRING, Update::output)
            .build(v -> new Update(v.next(), v.next()));
  }

  /**
   * Reads the body of PUT /v1/agent/check/register.
   *
   * @throws DecodeException with the text of Go's decoder
   */
  public static CheckDefinition registration(byte[] body) throws DecodeException {
    return CheckBody.parse(body);
  }

  /**
   * Reads the body of PUT /v1/agent/check/update/:id.
   *
   * @throws DecodeException with the text of Go's decoder
   */
  public static Update update(byte[] body) throws DecodeException {
    return Update.SHAPE.parseJson(body);
  }
}
