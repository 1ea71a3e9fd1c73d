package io.bartizan.testapp;

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

  /** One way, as it returns nothing. */
  public void note(String account) {
    Calls.count("note");
  }
}
