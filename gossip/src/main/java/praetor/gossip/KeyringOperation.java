package praetor.gossip;

/** What can be done to the keys of all members. */
public enum KeyringOperation {
  INSTALL("install-key"),
  USE("use-key"),
  REMOVE("remove-key"),
  LIST("list-keys");

  private final String verb;

  KeyringOperation(String verb) {
    this.verb = verb;
  }

  /** As the query's name has it. */
  public String verb() {
    return verb;
  }
}
