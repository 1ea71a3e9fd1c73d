package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;

/** Keys of auditors. */
final class TestKeys {

  private TestKeys() {}

  static Auditors auditors() throws Exception {
    return Auditors.of(List.of(new ECKeyGenerator(Curve.P_256).generate()));
  }

  static List<JWK> three() throws Exception {
    return List.of(
        new ECKeyGenerator(Curve.P_256).generate(),
        new ECKeyGenerator(Curve.P_521).generate(),
        new RSAKeyGenerator(2048).generate());
  }
}
