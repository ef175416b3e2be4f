package praetor.http.net;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS for listeners: HTTP/2 and HTTP/1.1 by ALPN, with the JDK's own implementation. */
public final class TlsContexts {
  private TlsContexts() {}

  /**
   * A context for a server.
   *
   * @param certificates PEM, the server's own first
   * @param key PEM, PKCS#8, not encrypted
   * @param clientCa PEM; when present, clients must show a certificate signed by it
   * @param protocols such as TLSv1.2 and TLSv1.3
   * @throws SSLException when the material cannot be used
   */
  public static SslContext server(
      InputStream certificates,
      InputStream key,
      Optional<InputStream> clientCa,
      List<String> protocols)
      throws SSLException {
    NettySettings.apply();
    var builder =
        SslContextBuilder.forServer(certificates, key)
            .sslProvider(SslProvider.JDK)
            .protocols(protocols)
            .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1));
    if (clientCa.isPresent()) {
      builder.trustManager(clientCa.get()).clientAuth(ClientAuth.REQUIRE);
    }
    return builder.build();
  }
}
