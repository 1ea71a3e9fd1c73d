package io.bartizan.engine.secevent;

/** What stands at one path of the listener. */
interface Endpoint {

  /** Answers a request, within a second or so. */
  Reply answer(Request request);
}
