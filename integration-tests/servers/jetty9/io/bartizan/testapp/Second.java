package io.bartizan.testapp;

import java.io.IOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A second connector, of the kind that the property {@code testapp.second} names. */
final class Second {

  private Second() {}

  static void add(Server server) {
    String kind = System.getProperty("testapp.second");
    if (kind == null) {
      return;
    }
    HttpConfiguration configuration = new HttpConfiguration();
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    ServerConnector connector;
    switch (kind) {
      case "own":
        configuration.addCustomizer((channel, config, request) -> answer(request.getResponse()));
        connector = new ServerConnector(server, http);
        break;
      case "small":
        configuration.setRequestHeaderSize(64);
        connector = new ServerConnector(server, http);
        break;
      case "proxy":
        connector = new ServerConnector(server, new ProxyConnectionFactory(), http);
        break;
      default:
        configuration.addCustomizer(new SecureRequestCustomizer());
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(System.getProperty("testapp.keystore"));
        tls.setKeyStorePassword("changeit");
        if (kind.equals("mtls")) {
          tls.setTrustStorePath(System.getProperty("testapp.truststore"));
          tls.setTrustStorePassword("changeit");
          tls.setNeedClientAuth(true);
        }
        connector =
            new ServerConnector(server, new SslConnectionFactory(tls, http.getProtocol()), http);
    }
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    Control.command("second", argument -> "second " + connector.getLocalPort());
  }

  /** Before any handler, and instead of them. */
  private static void answer(Response response) {
    try {
      response.setStatus(200);
      response.getOutputStream().print("answered around");
      response.closeOutput();
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
    response.getHttpChannel().getRequest().setHandled(true);
  }
}
