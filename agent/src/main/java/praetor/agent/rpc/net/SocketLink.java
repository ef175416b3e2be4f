package praetor.agent.rpc.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import praetor.raft.Connection;

/**
 * A TCP connection, which may go over to TLS. Closing it is for any thread and never waits; the
 * rest is for one thread until somebody else owns the connection.
 */
final class SocketLink implements Connection {
  /** The kind of a DNS name among the other names of a certificate. Source: RFC 5280, 4.2.1.6. */
  private static final int DNS_NAME = 2;

  private final Socket raw;
  private final String remote;
  private final Runnable onClose;
  private volatile @Nullable SSLSocket tls;
  private volatile boolean shaking;
  private boolean closed;

  SocketLink(Socket raw, String remote, Runnable onClose) {
    this.raw = raw;
    this.remote = remote;
    this.onClose = onClose;
  }

  /** How a connection goes over to TLS. */
  enum Handshake {
    /** The first byte of what is inside says what it is for. */
    PLAIN,
    /** The protocol that TLS agrees on says what it is for. */
    NEGOTIATED,
    /** No certificate is asked of the caller, who is to get one. */
    ANONYMOUS
  }

  /** Goes over to TLS as the server. */
  void secureAsServer(RpcTls settings, byte[] alreadyRead, Handshake kind) throws IOException {
    var factory = settings.server().orElseThrow().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(raw, new ByteArrayInputStream(alreadyRead), true);
    var parameters = socket.getSSLParameters();
    settings.restrict(parameters);
    parameters.setNeedClientAuth(settings.verifyIncoming() && kind != Handshake.ANONYMOUS);
    if (kind == Handshake.NEGOTIATED) {
      parameters.setApplicationProtocols(FirstByte.protocols());
    }
    socket.setSSLParameters(parameters);
    handshake(socket);
  }

  /** Goes over to TLS as the client. */
  void secureAsClient(RpcTls settings, String datacenter) throws IOException {
    var serverName = settings.serverName(datacenter);
    var factory = settings.client().orElseThrow().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(raw, serverName, raw.getPort(), true);
    var parameters = socket.getSSLParameters();
    settings.restrict(parameters);
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    if (settings.verifyServerHostname()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    socket.setSSLParameters(parameters);
    handshake(socket);
  }

  private void handshake(SSLSocket socket) throws IOException {
    shaking = true;
    socket.startHandshake();
    tls = socket;
    shaking = false;
  }

  /** Whether TLS has begun and is not agreed on. */
  boolean isShaking() {
    return shaking;
  }

  /** The application protocol that TLS agreed on, or empty. */
  String protocol() {
    var socket = tls;
    return socket == null || socket.getApplicationProtocol() == null
        ? ""
        : socket.getApplicationProtocol();
  }

  /** Whether the other end showed a certificate for a name. */
  boolean peerIsCalled(String name) {
    var socket = tls;
    if (socket == null) {
      return false;
    }
    try {
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      var names = certificate.getSubjectAlternativeNames();
      return names != null && names.stream().anyMatch(List.<Object>of(DNS_NAME, name)::equals);
    } catch (SSLPeerUnverifiedException | CertificateParsingException _) {
      return false;
    }
  }

  /** How long a read may wait; 0 for as long as the connection lives. */
  void readTimeout(int ms) throws IOException {
    active().setSoTimeout(ms);
  }

  /** Sends no more, and tells the other end. */
  void closeOutput() throws IOException {
    active().shutdownOutput();
  }

  private Socket active() {
    var socket = tls;
    return socket == null ? raw : socket;
  }

  @Override
  public InputStream input() throws IOException {
    return active().getInputStream();
  }

  /** What comes in after bytes that were read already; closing it does not close the connection. */
  InputStream inputAfter(byte[] alreadyRead) throws IOException {
    var all =
        new PushbackInputStream(input(), Math.max(1, alreadyRead.length)) {
          @Override
          public void close() {
            // The connection is closed by whoever owns it.
          }
        };
    all.unread(alreadyRead);
    return all;
  }

  @Override
  public OutputStream output() throws IOException {
    return active().getOutputStream();
  }

  @Override
  public String remote() {
    return remote;
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      // Not the socket of TLS, which would wait for a write that is stuck.
      raw.close();
    } finally {
      onClose.run();
    }
  }
}
