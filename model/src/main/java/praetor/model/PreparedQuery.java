package praetor.model;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.UINT64;

import praetor.model.codec.Shape;

/**
 * A query for instances of a service that is kept on the servers and executed by its name or id.
 *
 * @param name empty for one that lives with a session and is known by its id alone
 * @param session ends the query with it; empty for none
 * @param token with whose rights it is executed; empty for the asker's
 */
public record PreparedQuery(
    String id,
    String name,
    String session,
    String token,
    QueryTemplateOptions template,
    ServiceQuery service,
    QueryDnsOptions dns,
    long createIndex,
    long modifyIndex) {
  public static final Shape<PreparedQuery> SHAPE =
      Shape.<PreparedQuery>of("structs.PreparedQuery")
          .field("ID", STRING, PreparedQuery::id)
          .field("Name", STRING, PreparedQuery::name)
          .field("Session", STRING, PreparedQuery::session)
          .field("Token", STRING, PreparedQuery::token)
          .field("Template", QueryTemplateOptions.SHAPE, PreparedQuery::template)
          .field("Service", ServiceQuery.SHAPE, PreparedQuery::service)
          .field("DNS", QueryDnsOptions.SHAPE, PreparedQuery::dns)
          .field("CreateIndex", UINT64, PreparedQuery::createIndex)
          .field("ModifyIndex", UINT64, PreparedQuery::modifyIndex)
          .build(
              v ->
                  new PreparedQuery(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next()));

  /** Whether it answers for other names than its own. */
  public boolean isTemplate() {
    return !template.type().isEmpty();
  }

  public PreparedQuery withId(String newId) {
    return new PreparedQuery(
        newId, name, session, token, template, service, dns, createIndex, modifyIndex);
  }

  public PreparedQuery withToken(String newToken) {
    return new PreparedQuery(
        id, name, session, newToken, template, service, dns, createIndex, modifyIndex);
  }

  public PreparedQuery withService(ServiceQuery newService) {
    return new PreparedQuery(
        id, name, session, token, template, newService, dns, createIndex, modifyIndex);
  }

  public PreparedQuery withIndexes(long newCreateIndex, long newModifyIndex) {
    return new PreparedQuery(
        id, name, session, token, template, service, dns, newCreateIndex, newModifyIndex);
  }
}
