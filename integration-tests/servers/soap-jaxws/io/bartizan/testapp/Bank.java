package io.bartizan.testapp;

import javax.jws.Oneway;
import javax.jws.WebMethod;
import javax.jws.WebParam;
import javax.jws.WebService;

/** The SOAP service: all of its operations stand on one path. */
@WebService(targetNamespace = "urn:bank")
public class Bank {

  @WebMethod(action = "urn:balance")
  public String balance(@WebParam(name = "account") String account) {
    Calls.count("balance");
    return "balance of " + account;
  }

  @WebMethod(action = "urn:transfer")
  public String transfer(@WebParam(name = "account") String account) {
    Calls.count("transfer");
    return "transfer to " + account;
  }

  @Oneway
  @WebMethod(action = "urn:note")
  public void note(@WebParam(name = "account") String account) {
    Calls.count("note");
  }
}
