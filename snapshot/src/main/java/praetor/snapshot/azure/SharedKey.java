package praetor.snapshot.azure;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import praetor.model.Bytes;

/**
 * Signs requests with the key of a storage account.
 *
 * <p>Source: Azure's documentation, "Authorize with Shared Key", for versions from 2015-02-21 on.
 */
record SharedKey(String account, Bytes key) {

  static SharedKey of(String account, String base64) throws IOException {
    try {
      return new SharedKey(account, Bytes.owned(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException malformed) {
      throw new IOException("the account key of " + account + " is not in Base64", malformed);
    }
  }

  /**
   * The value of the header {@code Authorization}.
   *
   * @param length of the body
   * @param headers those that are sent, the {@code x-ms-} ones among them are signed
   */
  String authorization(String method, URI uri, long length, Map<String, String> headers) {
    var canonical = new TreeMap<String, String>();
    headers.forEach((name, value) -> canonical.put(name.toLowerCase(Locale.ROOT), value));
    var text = new StringBuilder(method).append('\n');
    // Content-Encoding and Content-Language.
    text.append("\n\n");
    text.append(length == 0 ? "" : Long.toString(length)).append('\n');
    // Content-MD5.
    text.append('\n');
    text.append(canonical.getOrDefault("content-type", "")).append('\n');
    // Date, the four conditions and Range.
    text.append("\n\n\n\n\n\n");
    canonical.forEach(
        (name, value) -> {
          if (name.startsWith("x-ms-")) {
            text.append(name).append(':').append(value).append('\n');
          }
        });
    text.append('/').append(account).append(uri.getRawPath());
    parameters(uri)
        .forEach((name, value) -> text.append('\n').append(name).append(':').append(value));
    return "SharedKey " + account + ":" + signature(text.toString());
  }

  private static Map<String, String> parameters(URI uri) {
    var parameters = new TreeMap<String, String>();
    if (uri.getRawQuery() != null) {
      for (var pair : uri.getRawQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        parameters.put(
            decoded(pair.substring(0, equals)).toLowerCase(Locale.ROOT),
            decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private String signature(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.array(), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException("every Java has HmacSHA256", never);
    }
  }

  @Override
  public String toString() {
    return "key of " + account;
  }
}
