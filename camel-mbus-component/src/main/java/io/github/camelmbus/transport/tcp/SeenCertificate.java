package io.github.camelmbus.transport.tcp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Delegates to another trust manager, checks validity dates, and keeps the certificate of the
 * gateway for messages.
 */
final class SeenCertificate extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;
  private @Nullable X509Certificate certificate;

  SeenCertificate(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /** That of the gateway; null if it has not sent one. */
  @Nullable X509Certificate certificate() {
    return certificate;
  }

  /** Java does not check the dates of a certificate that is itself a trust anchor. */
  private void see(X509Certificate shown) throws CertificateException {
    certificate = shown;
    shown.checkValidity();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    see(chain[0]);
    judge.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    see(chain[0]);
    judge.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    see(chain[0]);
    judge.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
