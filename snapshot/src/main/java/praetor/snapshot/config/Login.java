package praetor.snapshot.config;

import java.io.IOException;
import java.nio.file.Files;
import praetor.client.ConsulClient;
import praetor.client.Environment;
import praetor.client.Request;
import praetor.model.codec.JsonWriter;

/** Gets a token from an auth method. */
public final class Login {
  private Login() {}

  /** Logs in and returns the secret of the token. */
  public static String token(ConsulClient client, AgentOptions.Login login) throws IOException {
    var body = JsonWriter.compact().beginObject();
    body.name("AuthMethod").value(login.authMethod());
    body.name("BearerToken").value(bearerToken(login));
    body.name("Meta").beginObject();
    login.meta().forEach((name, value) -> body.name(name).value(value));
    body.endObject().endObject();
    var request = Request.of("POST", "/v1/acl/login").with(Request.Body.json(body.toText()));
    return client.callOk(request).json().text("SecretID");
  }

  private static String bearerToken(AgentOptions.Login login) throws IOException {
    if (login.bearerTokenFile().isEmpty()) {
      return login.bearerToken().orElse("");
    }
    var file = login.bearerTokenFile().get();
    try {
      return Files.readString(file).strip();
    } catch (IOException failure) {
      throw new IOException(Environment.openFailure(file.toString(), failure), failure);
    }
  }
}
