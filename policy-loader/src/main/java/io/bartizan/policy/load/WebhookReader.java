package io.bartizan.policy.load;

import io.bartizan.policy.KeyUrl;
import io.bartizan.policy.Webhook;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook, wherever one is named: the key {@code webhook} and those beside it. */
final class WebhookReader {

  /** The keys that a mapping with a webhook has for it. */
  static final List<String> KEYS =
      Collections.unmodifiableList(Arrays.asList("webhook", "hmac", "httpSignature", "trust"));

  private WebhookReader() {}

  /** Reads the webhook of a mapping that has one; null if there is a problem, told then. */
  static @Nullable Webhook read(Fields fields, Path policy, Problems problems) {
    Tree.Scalar url = fields.requiredText("webhook", "a webhook");
    Tree.Scalar hmac = fields.text("hmac");
    Tree.Scalar signature = fields.text("httpSignature");
    Tree.Scalar trust = fields.text("trust");
    if (url == null) {
      return null;
    }
    if ((hmac == null) == (signature == null)) {
      problems.add(
          Code.BZ1075,
          url,
          "a webhook's messages are signed one way, and here is " + (hmac == null ? "none" : "two"),
          "write 'hmac' with the file of a secret that the receiver has too, or 'httpSignature'"
              + " with the file of a private JWK");
      return null;
    }
    String fit = url(url, problems);
    Tree.Scalar named = hmac == null ? signature : hmac;
    Path key = named == null ? null : PolicyReader.resolve(policy, named.text, named, problems);
    Path authorities =
        trust == null ? null : PolicyReader.resolve(policy, trust.text, trust, problems);
    if (fit == null || key == null || trust != null && authorities == null) {
      return null;
    }
    return new Webhook(
        fit,
        hmac == null ? Webhook.Signing.HTTP_SIGNATURE : Webhook.Signing.HMAC,
        key,
        authorities);
  }

  private static @Nullable String url(Tree.Scalar url, Problems problems) {
    try {
      KeyUrl parsed = KeyUrl.parse(url.text);
      if (url.text.indexOf('#') < 0) {
        return parsed.toString();
      }
    } catch (IllegalArgumentException unfit) {
      // Told below: what KeyUrl says of keys holds for evidence too.
      problems.add(
          Code.BZ1075,
          url,
          "'" + url.text + "' is no URL that messages are sent to",
          "write an https URL with a host; http is for this machine only");
      return null;
    }
    problems.add(
        Code.BZ1075, url, "'" + url.text + "' has a fragment", "leave out what follows the #");
    return null;
  }
}
