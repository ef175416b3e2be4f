package praetor.dns;

/** What a message travels in; it decides how long an answer may be. */
public enum Transport {
  UDP,
  TCP
}
