package io.bartizan.netty.http2;

import io.bartizan.netty.connection.Answer;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * A refusal as gRPC speaks it: a response of trailers only (gRPC over HTTP/2, Responses), whose
 * status is the call's. The codes are those of gRPC's own mapping of HTTP statuses; but a limit
 * that is used up is RESOURCE_EXHAUSTED, as gRPC's servers have it.
 */
final class Grpc {

  private static final int UNKNOWN = 2;
  private static final int PERMISSION_DENIED = 7;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNIMPLEMENTED = 12;
  private static final int INTERNAL = 13;
  private static final int UNAVAILABLE = 14;
  private static final int UNAUTHENTICATED = 16;

  private Grpc() {}

  static Http2Headers headers(Answer answer) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    headers.status("200");
    headers.add("content-type", "application/grpc");
    headers.add("grpc-status", Integer.toString(code(answer.status())));
    headers.add("grpc-message", "refused with " + answer.status());
    Refusal.add(answer, headers, true);
    return headers;
  }

  /** The code of a status of HTTP. */
  static int code(int status) {
    switch (status) {
      case 400:
        return INTERNAL;
      case 401:
        return UNAUTHENTICATED;
      case 403:
        return PERMISSION_DENIED;
      case 404:
        return UNIMPLEMENTED;
      case 429:
        return RESOURCE_EXHAUSTED;
      case 502:
      case 503:
      case 504:
        return UNAVAILABLE;
      default:
        return UNKNOWN;
    }
  }
}
