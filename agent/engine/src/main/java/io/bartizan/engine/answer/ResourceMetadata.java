package io.bartizan.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.bartizan.policy.CertificateHeader;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What clients may know of the protected resource (RFC 9728): who issues tokens for it, and what
 * they must prove. Made once for a policy, and served whatever its rules say.
 */
public final class ResourceMetadata {

  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final JsonFactory JSON = new JsonFactory();

  private final String url;
  private final String path;
  private final Document document;

  private ResourceMetadata(String url, String path, Document document) {
    this.url = url;
    this.path = path;
    this.document = document;
  }

  /**
   * The metadata that a policy publishes; null if it publishes none.
   *
   * @param application the resource's name for people
   */
  public static @Nullable ResourceMetadata of(Identity identity, String application) {
    String resource = identity.resource();
    if (resource == null) {
      return null;
    }
    URI uri = URI.create(resource);
    // RFC 9728, 3.1: between host and path; a slash that ends the host is left out.
    boolean root = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    String url =
        uri.getScheme()
            + "://"
            + uri.getRawAuthority()
            + WELL_KNOWN
            + (root ? "" : uri.getRawPath());
    return new ResourceMetadata(
        url,
        WELL_KNOWN + (root ? "" : uri.getPath()),
        new Document(json(identity, resource, application)));
  }

  /** RFC 9728, 2. */
  private static String json(Identity identity, String resource, String application) {
    StringWriter text = new StringWriter();
    List<Issuer> issuers =
        identity.issuers().stream()
            .filter(issuer -> issuer.issuer().startsWith("https://"))
            .collect(Collectors.toList());
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("resource", resource);
      json.writeStringField("resource_name", application);
      if (!issuers.isEmpty()) {
        json.writeArrayFieldStart("authorization_servers");
        for (Issuer issuer : issuers) {
          json.writeString(issuer.issuer());
        }
        json.writeEndArray();
      }
      json.writeArrayFieldStart("bearer_methods_supported");
      json.writeString("header");
      json.writeEndArray();
      json.writeArrayFieldStart("dpop_signing_alg_values_supported");
      for (String algorithm : Challenge.PROOF_ALGORITHMS.split(" ")) {
        json.writeString(algorithm);
      }
      json.writeEndArray();
      if (!issuers.isEmpty() && issuers.stream().allMatch(i -> i.terms().dpopRequired())) {
        json.writeBooleanField("dpop_bound_access_tokens_required", true);
      }
      if (identity.certificateHeader() != CertificateHeader.NONE
          || issuers.stream().anyMatch(i -> i.terms().mtlsRequired())) {
        json.writeBooleanField("tls_client_certificate_bound_access_tokens", true);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /** Where it stands, as challenges name it (RFC 9728, 5.1). */
  public String url() {
    return url;
  }

  /**
   * The answer to a request for it; null if the request is for something else.
   *
   * @param asked the full path, decoded and normalised
   */
  public @Nullable Refusal answer(String method, String asked) {
    if (!asked.equals(path)) {
      return null;
    }
    return method.equals("GET") || method.equals("HEAD")
        ? Refusal.serving(document)
        : Refusal.of(405, "metadata is read only", "This is read only.").with("Allow", "GET, HEAD");
  }
}
