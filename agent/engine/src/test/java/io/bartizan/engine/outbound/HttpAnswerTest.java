package io.bartizan.engine.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private static String read(String answer) throws IOException {
    InputStream in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
    HttpHead head = HttpHead.read(in);
    return new String(HttpBody.read(head, in, Transfer.MAX_BYTES), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
        "HTTP/1.1 200 \r\ncontent-length:5\r\n\r\nhello",
        "HTTP/1.0 200 Fine\r\n\r\nhello",
        "HTTP/1.1 200\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n"
            + "Transfer-Encoding: Chunked\r\n\r\n"
            + "2\r\n"
            + "he\r\n"
            + "00003\r\n"
            + "llo\r\n"
            + "0\r\n"
            + "X: y\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\nhello"
      })
  void read_goodAnswer_hasItsBody(String answer) throws IOException {
    assertEquals("hello", read(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/2 200\r\n\r\nhello",
        "hello\r\n\r\n",
        "HTTP/1.1 600 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "\r\n\r\n",
        OK + "Content-Length : 5\r\n\r\nhello",
        OK + "no field\r\n\r\nhello",
        OK + "X: a\r\n folded\r\n\r\nhello",
        OK + "Content-Length: 6\r\n\r\nhello",
        OK + "Content-Length: -5\r\n\r\nhello",
        OK + "Content-Length: +5\r\n\r\nhello",
        OK + "Content-Length: 5, 5\r\n\r\nhello",
        OK + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        OK + "Content-Length: 9999999999\r\n\r\nhello",
        OK + "Content-Length: 51201\r\n\r\nhello",
        OK + "Content-Encoding: gzip\r\n\r\nhello",
        OK + "Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nfffffff\r\nhello",
        OK + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\nhello",
        OK + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\n\r\n"
      })
  void read_badAnswer_isRefused(String answer) {
    assertThrows(IOException.class, () -> read(answer));
  }

  @Test
  void read_moreThanTheBound_isRefusedInEveryForm() throws IOException {
    String most = "x".repeat(Transfer.MAX_BYTES);
    assertEquals(most, read(OK + "\r\n" + most));
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    for (String answer :
        new String[] {
          OK + "\r\n" + most + "x",
          OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n",
          OK + "X: " + "y".repeat(16 * 1024) + "\r\n\r\nhello",
          OK + "Transfer-Encoding: chunked\r\n\r\n" + "0".repeat(20) + "5\r\nhello\r\n0\r\n\r\n"
        }) {
      assertThrows(IOException.class, () -> read(answer));
    }
  }
}
