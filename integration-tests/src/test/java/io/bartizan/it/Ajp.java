package io.bartizan.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A web server's end of AJP/1.3, as the protocol reference of the Tomcat Connectors describes it:
 * one GET and its answer, with whatever the web server says about its client.
 */
final class Ajp {

  private static final int TO_CONTAINER = 0x1234;
  private static final int FORWARD_REQUEST = 2;
  private static final int GET = 2;
  private static final int REMOTE_USER = 3;
  private static final int ATTRIBUTE = 10;
  private static final int ARE_DONE = 0xff;
  private static final int SEND_BODY_CHUNK = 3;
  private static final int SEND_HEADERS = 4;
  private static final int END_RESPONSE = 5;

  /** What came back. */
  record Reply(int status, String body) {}

  /** The address of its client, as the web server has it. */
  String remoteAddress = "203.0.113.9";

  /** Whom the web server has authenticated; null for nobody. */
  String remoteUser;

  /** The port that the web server says it listens on. */
  int serverPort = 80;

  final List<String[]> headers = new ArrayList<>();
  final List<String[]> attributes = new ArrayList<>();

  /** Sends a GET over a connection of its own. */
  Reply get(int port, String path) throws IOException {
    try (Socket socket = Raw.connect(port)) {
      socket.setSoTimeout(10_000);
      byte[] request = request(path);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(TO_CONTAINER);
      out.writeShort(request.length);
      out.write(request);
      out.flush();
      return reply(new DataInputStream(socket.getInputStream()));
    }
  }

  private byte[] request(String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(FORWARD_REQUEST);
    out.writeByte(GET);
    string(out, "HTTP/1.1");
    string(out, path);
    string(out, remoteAddress);
    string(out, remoteAddress);
    string(out, "app.it");
    out.writeShort(serverPort);
    out.writeBoolean(false);
    out.writeShort(headers.size() + 1);
    string(out, "Host");
    string(out, "app.it");
    for (String[] header : headers) {
      string(out, header[0]);
      string(out, header[1]);
    }
    if (remoteUser != null) {
      out.writeByte(REMOTE_USER);
      string(out, remoteUser);
    }
    for (String[] attribute : attributes) {
      out.writeByte(ATTRIBUTE);
      string(out, attribute[0]);
      string(out, attribute[1]);
    }
    out.writeByte(ARE_DONE);
    return bytes.toByteArray();
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    out.writeShort(bytes.length);
    out.write(bytes);
    out.writeByte(0);
  }

  private static Reply reply(DataInputStream in) throws IOException {
    int status = 0;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      in.readUnsignedShort();
      byte[] message = in.readNBytes(in.readUnsignedShort());
      switch (message[0]) {
        case SEND_HEADERS:
          status = unsignedShort(message, 1);
          break;
        case SEND_BODY_CHUNK:
          body.write(message, 3, unsignedShort(message, 1));
          break;
        case END_RESPONSE:
          return new Reply(status, body.toString(StandardCharsets.ISO_8859_1));
        default:
          throw new IOException("a message of type " + message[0]);
      }
    }
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
