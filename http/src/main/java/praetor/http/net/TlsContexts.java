package praetor.http.net;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.List;
import javax.net.ssl.SSLContext;

/** TLS for listeners: HTTP/2 and HTTP/1.1 by ALPN, with the JDK's own implementation. */
public final class TlsContexts {
  private TlsContexts() {}

  /**
   * A context for a server. A client that offers other protocols only is refused, as by Go's.
   *
   * @param context the server's certificate and whom it trusts
   * @param protocols such as TLSv1.2 and TLSv1.3
   * @param suites names of cipher suites; those that the JDK lacks are left out
   * @param clientCertificate whether clients must show a certificate that the context trusts
   */
  public static SslContext server(
      SSLContext context, List<String> protocols, List<String> suites, boolean clientCertificate) {
    NettySettings.apply();
    return new JdkSslContext(
        context,
        false,
        suites,
        SupportedCipherSuiteFilter.INSTANCE,
        new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.FATAL_ALERT,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.FATAL_ALERT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1),
        clientCertificate ? ClientAuth.REQUIRE : ClientAuth.NONE,
        protocols.toArray(String[]::new),
        false);
  }
}
