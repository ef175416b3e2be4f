package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.PreparedQuery;
import praetor.model.codec.Shape;

/**
 * Creates, changes or deletes a prepared query.
 *
 * @param op {@link #CREATE}, {@link #UPDATE} or {@link #DELETE}
 * @param query to delete one only its ID counts; to create one the leader has drawn the ID
 */
public record PreparedQueryRequest(String op, PreparedQuery query) implements Command {
  public static final Shape<PreparedQueryRequest> SHAPE =
      Shape.<PreparedQueryRequest>of("structs.PreparedQueryRequest")
          .field("Op", STRING, PreparedQueryRequest::op)
          .field("Query", PreparedQuery.SHAPE, PreparedQueryRequest::query)
          .build(v -> new PreparedQueryRequest(v.next(), v.next()));

  public static final String CREATE = "create";
  public static final String UPDATE = "update";
  public static final String DELETE = "delete";
}
