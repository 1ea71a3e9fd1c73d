package io.bartizan.policy.load;

import io.bartizan.policy.Addresses;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.KeyUrl;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Revocation.Listen;
import io.bartizan.policy.Revocation.Tls;
import io.bartizan.policy.RevocationSource;
import io.bartizan.policy.RevocationSource.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code identity.revocation}. */
final class RevocationReader {

  private static final Pattern LISTEN = Pattern.compile("(\\[?)([0-9A-Fa-f:.]+)(]?):([0-9]{1,5})");
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/-]{0,255}");
  private static final int MAX_PORT = 65_535;
  private static final int MIN_ENTRIES = 100;

  /** 120 MiB when full. */
  private static final int MAX_ENTRIES = 1_000_000;

  private final Path file;
  private final Problems problems;
  private final List<Issuer> issuers;
  private final List<RevocationSource> sources = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();
  private @Nullable Listen listen;

  /**
   * A reader.
   *
   * @param issuers those that are trusted: only their tokens can be revoked
   */
  RevocationReader(Path file, Problems problems, List<Issuer> issuers) {
    this.file = file;
    this.problems = problems;
    this.issuers = issuers;
  }

  Revocation read(@Nullable Tree tree) {
    Fields fields =
        Fields.of(
            tree,
            "'revocation'",
            problems,
            "file",
            "journal",
            "listen",
            "tls",
            "maxEntries",
            "logout",
            "events");
    if (fields == null) {
      return Revocation.NONE;
    }
    Path list = path(fields.text("file"));
    Path journal = path(fields.text("journal"));
    listen = listen(fields.text("listen"));
    Tls tls = tls(fields.get("tls"));
    int maxEntries = maxEntries(fields.text("maxEntries"));
    fields.items("logout").forEach(this::logout);
    fields.items("events").forEach(this::events);
    return new Revocation(
        list == null ? null : list.toString(),
        journal == null ? null : journal.toString(),
        listen,
        maxEntries,
        sources,
        tls);
  }

  private @Nullable Tls tls(@Nullable Tree tree) {
    String what = "'tls'";
    Fields fields = Fields.of(tree, what, problems, "certificate", "key", "trust");
    if (fields == null) {
      return null;
    }
    if (listen == null) {
      problems.add(
          Code.BZ1047,
          fields.mapping(),
          "nothing is served over TLS without 'listen'",
          "write identity.revocation.listen, such as 10.0.0.5:8443");
    }
    Path certificate = path(fields.requiredText("certificate", what));
    Path key = path(fields.requiredText("key", what));
    Path trust = path(fields.text("trust"));
    return certificate == null || key == null
        ? null
        : new Tls(certificate.toString(), key.toString(), trust == null ? null : trust.toString());
  }

  private @Nullable Path path(Tree.@Nullable Scalar name) {
    return name == null ? null : PolicyReader.resolve(file, name.text, name, problems);
  }

  private @Nullable Listen listen(Tree.@Nullable Scalar text) {
    if (text == null) {
      return null;
    }
    Matcher parts = LISTEN.matcher(text.text);
    if (parts.matches()) {
      String address = String.valueOf(parts.group(2));
      int port = Integer.parseInt(String.valueOf(parts.group(4)));
      boolean bracketed = !String.valueOf(parts.group(1)).isEmpty();
      boolean whole = bracketed != String.valueOf(parts.group(3)).isEmpty();
      if (whole
          && bracketed == address.indexOf(':') >= 0
          && Addresses.parse(address) != null
          && port > 0
          && port <= MAX_PORT) {
        return new Listen(address, port);
      }
    }
    problems.add(
        Code.BZ1012,
        text,
        "'" + text.text + "' is no address with a port",
        "write a numeric address and a port: 127.0.0.1:8181, '[::1]:8181'");
    return null;
  }

  private int maxEntries(Tree.@Nullable Scalar number) {
    if (number == null) {
      return Revocation.DEFAULT_MAX_ENTRIES;
    }
    int read = number.text.matches("[0-9]{1,8}") ? Integer.parseInt(number.text) : 0;
    if (read < MIN_ENTRIES || read > MAX_ENTRIES) {
      problems.add(
          Code.BZ1010,
          number,
          "'" + number.text + "' revocations can't be kept",
          "write a number from " + MIN_ENTRIES + " to " + MAX_ENTRIES);
    }
    return read;
  }

  private void logout(Tree item) {
    String what = "an entry of 'logout'";
    Fields fields = Fields.of(item, what, problems, "issuer", "audience", "path");
    if (fields == null) {
      return;
    }
    Issuer issuer = issuer(fields, what);
    fields.required("audience", what);
    Set<String> audience = words(fields.texts("audience"));
    String path = place(fields.requiredText("path", what));
    if (issuer != null && path != null && !audience.isEmpty()) {
      Issuer signer = signer(issuer, issuer.issuer(), audience, issuer.jwks());
      sources.add(new RevocationSource(Kind.LOGOUT, issuer.issuer(), signer, path, null));
    }
  }

  private void events(Tree item) {
    String what = "an entry of 'events'";
    Fields fields =
        Fields.of(
            item,
            what,
            problems,
            "issuer",
            "transmitter",
            "jwks",
            "audience",
            "push",
            "poll",
            "authorization");
    if (fields == null) {
      return;
    }
    Issuer issuer = issuer(fields, what);
    fields.required("audience", what);
    Set<String> audience = words(fields.texts("audience"));
    Tree.Scalar transmitter = fields.text("transmitter");
    Tree.Scalar keys = fields.text("jwks");
    if (transmitter != null && keys == null) {
      problems.add(
          Code.BZ2022,
          transmitter,
          "a transmitter of its own signs with keys of its own",
          "write 'jwks' with the URL or file of its keys");
    }
    String jwks = keys == null ? null : keys(keys);
    Tree.Scalar push = fields.text("push");
    Tree.Scalar poll = fields.text("poll");
    if ((push == null) == (poll == null)) {
      problems.add(
          Code.BZ2022,
          item,
          "events are sent or fetched, and here is " + (push == null ? "neither" : "both"),
          "write 'push' with the path that they are sent to, or 'poll' with the URL that they are"
              + " fetched from");
      return;
    }
    Path authorization = path(fields.text("authorization"));
    String place = push != null ? place(push) : url(poll);
    if (issuer == null || place == null || audience.isEmpty() || (keys != null && jwks == null)) {
      return;
    }
    Issuer signer =
        signer(
            issuer,
            transmitter == null ? issuer.issuer() : transmitter.text,
            audience,
            jwks == null ? issuer.jwks() : jwks);
    sources.add(
        new RevocationSource(
            push != null ? Kind.PUSH : Kind.POLL,
            issuer.issuer(),
            signer,
            place,
            authorization == null ? null : authorization.toString()));
  }

  private static Issuer signer(
      Issuer issuer, String name, Set<String> audience, @Nullable String jwks) {
    return new Issuer(
        name, audience, issuer.algorithms(), jwks, null, issuer.terms(), issuer.trust(), null);
  }

  /** Whose tokens it is about: what an issuer never signed can't be revoked. */
  private @Nullable Issuer issuer(Fields fields, String what) {
    Tree.Scalar name = fields.requiredText("issuer", what);
    if (name == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (Issuer issuer : issuers) {
      names.add(issuer.issuer());
      if (issuer.issuer().equals(name.text)) {
        return issuer;
      }
    }
    problems.add(
        Code.BZ2022,
        name,
        "'" + name.text + "' is no issuer of 'identity.issuers'",
        names.isEmpty() ? null : Suggestion.among(name.text, names.toArray(new String[0])));
    return null;
  }

  private @Nullable String place(Tree.@Nullable Scalar path) {
    if (path == null) {
      return null;
    }
    if (!PATH.matcher(path.text).matches()) {
      problems.add(
          Code.BZ1010, path, "'" + path.text + "' is no path to send to", "write one like /events");
      return null;
    }
    if (listen == null) {
      problems.add(
          Code.BZ2022,
          path,
          "nothing can be sent to a path without 'listen'",
          "write identity.revocation.listen, such as 127.0.0.1:8181");
    }
    if (!paths.add(path.text)) {
      problems.add(
          Code.BZ1016, path, "a second sender has the path '" + path.text + "'", "rename one");
    }
    return path.text;
  }

  private @Nullable String url(Tree.@Nullable Scalar url) {
    try {
      return url == null ? null : KeyUrl.parse(url.text).toString();
    } catch (IllegalArgumentException unfit) {
      problems.add(
          Code.BZ1010,
          url,
          String.valueOf(unfit.getMessage()),
          "write the https URL that events are fetched from");
      return null;
    }
  }

  private @Nullable String keys(Tree.Scalar jwks) {
    if (!jwks.text.contains("://")) {
      Path path = path(jwks);
      return path == null ? null : path.toString();
    }
    return url(jwks);
  }

  private static Set<String> words(List<Tree.Scalar> texts) {
    Set<String> words = new LinkedHashSet<>();
    texts.forEach(text -> words.add(text.text));
    return words;
  }
}
