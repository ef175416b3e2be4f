package praetor.samples.portal;

/**
 * A line of the portal's table.
 *
 * @param instance name of the copy that answered
 * @param address where it is
 */
record Row(String service, String subject, String answer, String instance, String address) {

  /** What was asked, and the two fields that answer it, or why there is none. */
  static Row of(String service, String subject, Reply reply, String value, String unit) {
    var answer = reply.error().orElseGet(() -> reply.field(value) + " " + reply.field(unit));
    var address = reply.from().map(Instance::toString).orElse("");
    return new Row(service, subject, answer, reply.field("instance"), address);
  }
}
