package io.bartizan.testapp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.net.SocketEvent;

/** A second connector, of the kind that the property {@code testapp.second} names. */
final class Second {

  private Second() {}

  static void add(Tomcat tomcat) {
    String kind = System.getProperty("testapp.second");
    if (kind == null) {
      return;
    }
    boolean ajp = kind.equals("ajp");
    Connector connector = new Connector(ajp ? "org.apache.coyote.ajp.AjpNioProtocol" : "HTTP/1.1");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    switch (kind) {
      case "ajp":
        // As trusting as a legacy server: whoever reaches the port may say who and where it is.
        connector.setProperty("secretRequired", "false");
        connector.setProperty("tomcatAuthentication", "false");
        connector.setProperty("allowedRequestAttributesPattern", ".*");
        break;
      case "own":
        connector.addLifecycleListener(
            event -> {
              if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
                connector.getProtocolHandler().setAdapter(new Own());
              }
            });
        break;
      default:
        secure(connector, kind.equals("mtls"));
    }
    tomcat.getService().addConnector(connector);
    Control.command("second", argument -> "second " + connector.getLocalPort());
  }

  private static void secure(Connector connector, boolean mutual) {
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig host = new SSLHostConfig();
    if (mutual) {
      host.setCertificateVerification("required");
      host.setTruststoreFile(System.getProperty("testapp.truststore"));
      host.setTruststorePassword("changeit");
    }
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystoreFile(System.getProperty("testapp.keystore"));
    certificate.setCertificateKeystorePassword("changeit");
    host.addCertificate(certificate);
    connector.addSslHostConfig(host);
  }

  /** Answers by itself: no request of its connector reaches Catalina. */
  private static final class Own implements Adapter {
    @Override
    public void service(Request request, Response response) throws Exception {
      byte[] page = "answered around".getBytes(StandardCharsets.US_ASCII);
      response.setStatus(200);
      response.setContentLength(page.length);
      response.doWrite(ByteBuffer.wrap(page));
      response.action(org.apache.coyote.ActionCode.CLOSE, null);
    }

    @Override
    public boolean prepare(Request request, Response response) {
      return true;
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) {
      return false;
    }

    @Override
    public void log(Request request, Response response, long time) {}

    @Override
    public void checkRecycled(Request request, Response response) {}

    @Override
    public String getDomain() {
      return "testapp";
    }
  }
}
