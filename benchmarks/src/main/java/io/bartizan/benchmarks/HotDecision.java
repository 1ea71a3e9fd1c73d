package io.bartizan.benchmarks;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.bartizan.engine.Engine;
import io.bartizan.engine.Protection;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the walk of one request costs on its thread with a token that is remembered: the decision
 * alone, refused for want of a credential, and permitted with the hand-over of its record.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotDecision {

  @Param({"10", "1000", "10000"})
  int rules;

  private Engine engine;
  private FakeExchange permitted;
  private FakeExchange refused;

  /** A policy of so many rules; the one that matters stands last. */
  @Setup
  public void protect() throws Exception {
    Path folder = Files.createTempDirectory("bartizan-benchmark");
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    Files.writeString(folder.resolve("jwks.json"), new JWKSet(key.toPublicJWK()).toString());
    StringBuilder text =
        new StringBuilder(
            """
            version: 1
            identity:
              issuers:
                - {issuer: "https://issuer.test", audience: [api], jwks: jwks.json, rolesClaim: roles}
            audit: {file: /dev/null}
            rules:
            """);
    for (int i = 1; i < rules; i++) {
      text.append("  - {allow: {method: [GET], path: \"/service")
          .append(i)
          .append("/{id}/**\"}}\n");
    }
    text.append("  - {allow: {method: [GET], path: \"/orders/{id}/**\"}, who: [clerk]}\n");
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, text);
    Policy policy = PolicyLoader.load(file);
    Authenticator authenticator = new Authenticator(Clock.systemUTC());
    authenticator.configure(policy.issuers());
    engine =
        new Engine(
            new Protection(
                policy,
                authenticator,
                new Limiter(policy.limits()),
                AuditTrail.open(policy.audit())));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("e1").build(),
            new JWTClaimsSet.Builder()
                .issuer("https://issuer.test")
                .audience("api")
                .subject("alice")
                .claim("roles", List.of("clerk"))
                .expirationTime(Date.from(Instant.now().plusSeconds(86_400)))
                .build());
    token.sign(new ECDSASigner(key));
    permitted = new FakeExchange("Bearer " + token.serialize());
    refused = new FakeExchange(null);
  }

  /**
   * Permitted, and its record handed over. Counts refusals, which happen where the disk is late.
   */
  @Benchmark
  public Object permit() {
    Permit permit = engine.decide(permitted, null);
    if (permit != null) {
      engine.finish(permit);
    }
    return permit == null ? this : permit;
  }

  /** Refused for want of a credential, the answer rendered. */
  @Benchmark
  public Object refuse() {
    Permit permit = engine.decide(refused, null);
    return permit == null ? this : permit;
  }
}
