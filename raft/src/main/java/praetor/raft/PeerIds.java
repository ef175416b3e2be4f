package praetor.raft;

import java.util.regex.Pattern;

/** The form of server ids: what may stand in a log entry, a file name and a message. */
final class PeerIds {

  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_.-]{1,64}");

  private PeerIds() {}

  static void check(String id) {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("\"" + id + "\" is not a server id");
    }
  }
}
