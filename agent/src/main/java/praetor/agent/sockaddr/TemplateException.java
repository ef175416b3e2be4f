package praetor.agent.sockaddr;

/** A template that cannot be read or carried out; the message is Consul's. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
