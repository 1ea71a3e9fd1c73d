package io.bartizan.desk.evidence;

import static io.bartizan.desk.evidence.Requirement.Framework.GDPR;
import static io.bartizan.desk.evidence.Requirement.Framework.HIPAA;
import static io.bartizan.desk.evidence.Requirement.Framework.NIST;
import static io.bartizan.desk.evidence.Requirement.Framework.PCI;

import io.bartizan.desk.evidence.Requirement.Framework;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** All requirements that are told of, in the order of the regulations. */
public final class Requirements {

  private static final String SEARCH = "search ";

  private final List<Requirement> all = new ArrayList<>();
  private final Set<String> admins;

  private Requirements(Set<String> admins) {
    this.admins = admins;
    pci();
    hipaa();
    gdpr();
    nist();
  }

  /**
   * The requirements.
   *
   * @param admins the roles that administrate
   */
  public static List<Requirement> of(Set<String> admins) {
    return Collections.unmodifiableList(new Requirements(admins).all);
  }

  private void pci() {
    add(
        PCI,
        "10.2.1.1",
        "each user's access to cardholder data is logged",
        record -> record.permitted() && record.principal() != null,
        "permitted requests of a known principal",
        SEARCH + "--decision permitted --route '/**' LOG",
        "which routes lead to cardholder data is yours to say: put them in --route's place");
    add(
        PCI,
        "10.2.1.2",
        "all that is done with administrative access is logged",
        this::administrated,
        "permitted requests with an administrating role",
        SEARCH + "--decision permitted --role admin LOG",
        "which roles administrate is yours to say: --admin-role");
    none(
        PCI,
        "10.2.1.3",
        "access to audit logs is logged",
        "reading a file is the operating system's to log; a console that serves logs can be"
            + " protected like any application");
    add(
        PCI,
        "10.2.1.4",
        "invalid attempts at access are logged",
        TrailRecord::refused,
        "refused requests",
        SEARCH + "--decision refused LOG",
        "");
    add(
        PCI,
        "10.2.1.5",
        "changes of credentials and of rights are logged",
        own("Keys", "Revocation", "Update"),
        "changed keys, revocations, changed policies",
        SEARCH + "--activity Revocation LOG",
        "accounts are the identity provider's; its log has their changes");
    add(
        PCI,
        "10.2.1.6",
        "logs that begin, stop or pause are logged",
        record -> record.sequence() == 1 || own("Audit Trail").test(record),
        "the first record of each trail, and what befell a trail",
        SEARCH + "--activity 'Audit Trail' LOG",
        "");
    add(
        PCI,
        "10.2.1.7",
        "objects of the system that are created or deleted are logged",
        record -> record.permitted() && deed(record, "Create", "Delete"),
        "permitted requests that create or delete",
        SEARCH + "--activity Delete --decision permitted LOG",
        "objects of the protected application only");
    add(
        PCI,
        "10.2.2",
        "each record has who, what, when, whether it succeeded, from where, and of which object",
        Requirements::whole,
        "requests with all of these",
        SEARCH + "--format csv LOG",
        "");
    add(
        PCI,
        "10.3.2, 10.3.4",
        "logs can't be changed unnoticed",
        TrailRecord::sealed,
        "sealed records",
        "verify LOG",
        "needs audit.seal, and the checkpoints kept elsewhere");
    add(
        PCI,
        "10.4.1",
        "logs are reviewed at least once a day",
        TrailRecord::request,
        "all requests",
        "report --since 24h LOG",
        "that somebody reads the page");
    add(
        PCI,
        "10.5.1",
        "logs are kept for twelve months",
        record -> true,
        "all records: see the first",
        "search --limit 1 LOG",
        "that they can be had at once for three months");
    add(
        PCI,
        "10.6.1",
        "clocks are right",
        own("Clock Jump"),
        "jumps of the clock",
        SEARCH + "--activity 'Clock Jump' LOG",
        "a clock that is wrong and steady");
    add(
        PCI,
        "10.7.2",
        "failures of security controls are found and answered",
        record -> record.finding() != null || own("Health", "Coverage", "Audit Trail").test(record),
        "health, coverage and losses of the trail; findings",
        SEARCH + "--activity Health LOG",
        "that somebody answers");
  }

  private void hipaa() {
    add(
        HIPAA,
        "164.308(a)(1)(ii)(D)",
        "records of what a system did are reviewed regularly",
        TrailRecord::request,
        "all requests",
        "report --since 24h LOG",
        "that somebody reads the page");
    add(
        HIPAA,
        "164.308(a)(5)(ii)(C)",
        "attempts to log in are watched",
        record -> record.kind() == TrailRecord.CREDENTIAL,
        "refused credentials",
        SEARCH + "--activity Logon LOG",
        "a login form of the application's own is a request like any other");
    add(
        HIPAA,
        "164.308(a)(6)(ii)",
        "security incidents are found, answered and documented",
        record -> record.finding() != null || own("Revocation").test(record),
        "findings and revocations",
        "report LOG",
        "what people did");
    add(
        HIPAA,
        "164.312(a)(1)",
        "only who has the right to gets access",
        record -> record.permitted() || record.refused(),
        "all decisions",
        SEARCH + "--decision permitted LOG",
        "that the policy is the right one");
    add(
        HIPAA,
        "164.312(a)(2)(i)",
        "each user has an identity of its own",
        record -> record.request() && record.principal() != null,
        "requests of a known principal",
        "timeline PRINCIPAL LOG",
        "accounts that people share");
    add(
        HIPAA,
        "164.312(b)",
        "what a system with health information does is recorded",
        TrailRecord::request,
        "all requests",
        SEARCH + "--count LOG",
        "what comes around the protected server");
    add(
        HIPAA,
        "164.312(c)(1)",
        "health information is not altered or destroyed without right",
        record -> record.permitted() && deed(record, "Create", "Update", "Delete"),
        "permitted requests that change something",
        SEARCH + "--activity Update --decision permitted LOG",
        "changes in the database itself");
    add(
        HIPAA,
        "164.312(d)",
        "who asks for access is proven to be who they say",
        Requirements::authenticated,
        "proven principals and refused credentials",
        SEARCH + "--activity Logon LOG",
        "");
  }

  private void gdpr() {
    add(
        GDPR,
        "Art. 5(1)(f)",
        "personal data is kept from who has no right to it",
        TrailRecord::refused,
        "refused requests",
        SEARCH + "--decision refused LOG",
        "which routes lead to personal data");
    add(
        GDPR,
        "Art. 5(2)",
        "that the principles are kept can be shown",
        record -> record.policy() != null,
        "decisions that name the policy they were made by",
        SEARCH + "--format json LOG",
        "");
    add(
        GDPR,
        "Art. 32(1)(b)",
        "systems stay confidential, available and resilient",
        own("Health", "Coverage", "Audit Trail", "Keys"),
        "health, coverage, keys, losses of the trail",
        SEARCH + "--activity Coverage LOG",
        "the application's own health");
    add(
        GDPR,
        "Art. 32(1)(d)",
        "measures are tested regularly",
        TrailRecord::canary,
        "the request of its own that each start refuses",
        SEARCH + "--reason canary LOG",
        "tests that people make");
    add(
        GDPR,
        "Art. 33(3), 33(5)",
        "the nature and the numbers of a breach can be told, and are documented",
        record -> record.finding() != null || own("Revocation").test(record),
        "findings and revocations",
        "timeline PRINCIPAL LOG",
        "whose data it was, and what follows for them");
  }

  private void nist() {
    add(
        NIST,
        "APIs that nobody has listed",
        "each endpoint in use is known",
        record -> record.request() && (record.handler() != null || record.route() != null),
        "requests that name their handler or route",
        "report LOG",
        "endpoints that nobody asked for: doctor lists connectors and servers");
    add(
        NIST,
        "Insufficient authorization",
        "each request is authorized for what it does",
        record -> record.rule() != null,
        "decisions that name their rule",
        SEARCH + "--decision permitted LOG",
        "that the rules are the right ones");
    add(
        NIST,
        "Broken authentication",
        "each request is authenticated",
        Requirements::authenticated,
        "proven principals and refused credentials",
        SEARCH + "--activity Logon LOG",
        "");
    add(
        NIST,
        "Unrestricted resource consumption",
        "callers are limited",
        TrailRecord::throttled,
        "throttled requests",
        SEARCH + "--decision throttled LOG",
        "");
    add(
        NIST,
        "Insufficient verification of input",
        "what is malformed is turned away",
        record -> record.refused() && record.status() == 400,
        "requests refused as malformed",
        SEARCH + "--status 400 LOG",
        "bodies: they are the application's to verify");
  }

  private boolean administrated(TrailRecord record) {
    return record.permitted() && record.roles().stream().anyMatch(admins::contains);
  }

  /** Somebody's credential was proven, or refused. */
  private static boolean authenticated(TrailRecord record) {
    return record.kind() == TrailRecord.CREDENTIAL
        || record.request() && record.principal() != null;
  }

  private static boolean whole(TrailRecord record) {
    return record.request()
        && record.id() != null
        && record.time() > 0
        && !record.outcome().isEmpty()
        && record.client() != null
        && record.method() != null
        && record.path() != null
        && record.service() != null;
  }

  private static boolean deed(TrailRecord record, String... activities) {
    return Arrays.asList(activities).contains(record.activity());
  }

  private static Predicate<TrailRecord> own(String... activities) {
    Set<String> wanted = new HashSet<>(Arrays.asList(activities));
    return record -> record.kind() == TrailRecord.LIFECYCLE && wanted.contains(record.activity());
  }

  private void add(
      Framework framework,
      String clause,
      String asks,
      Predicate<TrailRecord> evidence,
      String records,
      String command,
      String beyond) {
    all.add(new Requirement(framework, clause, asks, evidence, records, command, beyond));
  }

  private void none(Framework framework, String clause, String asks, String beyond) {
    all.add(new Requirement(framework, clause, asks, null, "", "", beyond));
  }
}
