package io.bartizan.engine.identity;

import java.nio.charset.StandardCharsets;

/** The signed tokens of RFC 7515, appendices A.2 and A.3, with their keys: to rehearse with. */
public final class SampleTokens {

  private static final String PAYLOAD =
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
          + "fQ";

  /** The token of appendix A.3. Its issuer is "joe", and it expired in 2011. */
  public static final String ES256 =
      "eyJhbGciOiJFUzI1NiJ9."
          + PAYLOAD
          + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

  /** The token of appendix A.2. */
  private static final String RS256 =
      "eyJhbGciOiJSUzI1NiJ9."
          + PAYLOAD
          + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W"
          + "2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkS"
          + "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnv"
          + "Wh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

  private static final String KEYS =
      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"e\","
          + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
          + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"},"
          + "{\"kty\":\"RSA\",\"kid\":\"r\",\"e\":\"AQAB\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQ"
          + "oTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOW"
          + "vG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2"
          + "R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8"
          + "q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}]}";

  private SampleTokens() {}

  /**
   * Reads the keys and verifies both tokens as those of requests are verified.
   *
   * @return how many signatures are good: 2
   * @throws IllegalStateException if a token or a key can't be read
   */
  public static int verify() {
    try {
      KeySet keys = KeySet.parse(KEYS.getBytes(StandardCharsets.US_ASCII));
      return verify(ES256, keys, "e") + verify(RS256, keys, "r");
    } catch (Rejected rejected) {
      throw new IllegalStateException(rejected.reason(), rejected);
    }
  }

  private static int verify(String token, KeySet keys, String id) throws Rejected {
    StrictJws jws = StrictJws.parse(token);
    jws.claims();
    VerificationKey key = keys.find(id, jws.algorithm());
    return key != null && key.verify(jws.algorithm(), jws.signingInput(), jws.signature()) ? 1 : 0;
  }
}
