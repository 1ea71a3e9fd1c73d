package io.bartizan.testapp;

import org.apache.axis.MessageContext;
import org.apache.axis.handlers.BasicHandler;

/** A provider of the application's own, which no version of Axis knows. */
public class Teller extends BasicHandler {
  private static final long serialVersionUID = 1L;

  @Override
  public void invoke(MessageContext context) {
    Calls.count("teller");
  }
}
