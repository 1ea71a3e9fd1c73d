package io.bartizan.testapp;

import org.w3c.dom.Element;

/** The SOAP service: all of its operations stand on one path. */
public class Bank {

  public String balance(String account) {
    Calls.count("balance");
    return "balance of " + account;
  }

  public String transfer(String account) {
    Calls.count("transfer");
    return "transfer to " + account;
  }

  /** In the style {@code message}. */
  public Element[] note(Element[] bodies) {
    Calls.count("note");
    return bodies;
  }
}
