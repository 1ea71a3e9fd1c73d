package io.bartizan.engine.audit;

import io.bartizan.policy.AlertKind.Severity;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a line that do not change from one request to the next. */
final class OcsfMembers {

  private static final int MAX_ROLES = 32;

  private OcsfMembers() {}

  /** What makes a line of its class, and the profile security_control: which policy and rule. */
  static void head(OcsfLine line, AuditEvent event) throws IOException {
    boolean passed = event.outcome() != AuditEvent.Outcome.REFUSED;
    boolean clock = event.kind() == AuditEvent.Kind.CLOCK;
    if (event.kind() == AuditEvent.Kind.FINDING) {
      type(line, 2, 2004, 1, "Detection Finding", "Create");
    } else if (event.kind() != AuditEvent.Kind.REQUEST) {
      boolean policy = event.kind() == AuditEvent.Kind.POLICY;
      type(line, 6, 6002, policy ? 8 : 99, "Application Lifecycle", name(event.kind()));
    } else if (event.credentialRefused()) {
      type(line, 3, 3002, 1, "Authentication", "Logon");
    } else {
      int activity = activity(event.method());
      type(line, 6, 6003, activity, "API Activity", name(activity));
    }
    line.number(Names.SEVERITY_ID, severity(event));
    if (event.kind() == AuditEvent.Kind.FINDING) {
      line.number(Names.STATUS_ID, 1);
      line.string(Names.STATUS, "New");
    } else {
      line.number(Names.STATUS_ID, clock ? 99 : passed ? 1 : 2);
      line.string(Names.STATUS, clock ? "Other" : passed ? "Success" : "Failure");
    }
    line.text(Names.STATUS_DETAIL, event.reason());
    if (event.kind() == AuditEvent.Kind.REQUEST) {
      line.number(Names.ACTION_ID, passed ? 1 : 2);
      line.number(Names.DISPOSITION_ID, passed ? 1 : 2);
    }
    if (event.policyDigest() != null) {
      line.object(Names.POLICY);
      line.string(Names.UID, event.policyDigest());
      line.flag(Names.IS_APPLIED, event.outcome() != AuditEvent.Outcome.OBSERVED);
      line.endObject();
    }
    if (event.rule() != null) {
      line.object(Names.FIREWALL_RULE);
      line.text(Names.NAME, event.rule());
      line.endObject();
    }
  }

  private static void type(
      OcsfLine line,
      int category,
      int eventClass,
      int activity,
      String className,
      String activityName)
      throws IOException {
    line.number(Names.CATEGORY_UID, category);
    line.number(Names.CLASS_UID, eventClass);
    line.string(Names.CLASS_NAME, className);
    line.number(Names.ACTIVITY_ID, activity);
    line.string(Names.ACTIVITY_NAME, activityName);
    line.number(Names.TYPE_UID, eventClass * 100L + activity);
  }

  private static String name(AuditEvent.Kind kind) {
    switch (kind) {
      case POLICY:
        return "Update";
      case CLOCK:
        return "Clock Jump";
      case REVOCATION:
        return "Revocation";
      case KEYS:
        return "Keys";
      case HEALTH:
        return "Health";
      case SYSLOG:
        return "Syslog";
      case ALERTS:
        return "Alerts";
      case COVERAGE:
        return "Coverage";
      default:
        return "Audit Trail";
    }
  }

  private static int activity(@Nullable String method) {
    if (method == null) {
      return 0;
    }
    switch (method) {
      case "POST":
        return 1;
      case "GET":
      case "HEAD":
        return 2;
      case "PUT":
      case "PATCH":
        return 3;
      case "DELETE":
        return 4;
      default:
        return 99;
    }
  }

  private static String name(int activity) {
    List<String> names = Arrays.asList("Unknown", "Create", "Read", "Update", "Delete");
    return activity < names.size() ? names.get(activity) : "Other";
  }

  /**
   * Informational for what passes, medium for what is refused, high for what is at fault with
   * Bartizan itself, critical where records are lost or something is not protected; a finding is as
   * bad as whoever found it says.
   */
  private static int severity(AuditEvent event) {
    Severity found = event.severity();
    if (found != null) {
      return found.number();
    }
    if (event.outcome() == AuditEvent.Outcome.PERMITTED) {
      return 1;
    }
    switch (event.kind()) {
      case REQUEST:
      case CLOCK:
        return Severity.MEDIUM.number();
      case COVERAGE:
        return Severity.CRITICAL.number();
      case TRAIL:
        boolean lost = event.count() > 0 || event.tampering();
        return (lost ? Severity.CRITICAL : Severity.HIGH).number();
      default:
        return Severity.HIGH.number();
    }
  }

  static void product(OcsfLine line, boolean traced) throws IOException {
    line.string(Names.VERSION, OcsfEncoder.VERSION);
    line.object(Names.PRODUCT);
    line.string(Names.NAME, "Bartizan");
    line.string(Names.VENDOR_NAME, "Bartizan");
    line.endObject();
    line.array(Names.PROFILES);
    line.item("security_control");
    if (traced) {
      line.item("trace");
    }
    line.endArray();
  }

  /** The protected application, under the name that each class has for it. */
  static void service(OcsfLine line, AuditEvent event) throws IOException {
    if (event.kind() == AuditEvent.Kind.FINDING) {
      line.array(Names.RESOURCES);
      line.startObject();
      line.text(Names.NAME, application(event));
      line.endObject();
      line.endArray();
      return;
    }
    if (event.kind() != AuditEvent.Kind.REQUEST) {
      line.object(Names.APP);
      line.text(Names.NAME, application(event));
    } else if (event.credentialRefused()) {
      line.flag(Names.IS_REMOTE, true);
      line.object(Names.SERVICE);
      line.text(Names.NAME, application(event));
    } else {
      line.object(Names.API);
      line.text(Names.OPERATION, event.method() == null ? "unknown" : event.method());
      line.object(Names.SERVICE);
      line.text(Names.NAME, application(event));
      line.endObject();
    }
    line.endObject();
  }

  private static String application(AuditEvent event) {
    String name = event.application();
    return name == null ? "application" : name;
  }

  static void who(OcsfLine line, AuditEvent event) throws IOException {
    if (event.credentialRefused()) {
      user(line, event);
      return;
    }
    line.object(Names.ACTOR);
    line.text(Names.APP_NAME, event.clientId());
    user(line, event);
    line.endObject();
  }

  private static void user(OcsfLine line, AuditEvent event) throws IOException {
    line.object(Names.USER);
    if (event.principalId() == null) {
      line.text(Names.NAME, "anonymous");
      line.number(Names.TYPE_ID, 0);
    } else {
      line.text(Names.UID, event.principalId());
      line.text(Names.DOMAIN, event.issuer());
      line.number(Names.TYPE_ID, 1);
    }
    line.text(Names.CREDENTIAL_UID, event.tokenHash());
    if (!event.roles().isEmpty()) {
      line.array(Names.GROUPS);
      int written = 0;
      for (String role : event.roles()) {
        if (written++ < MAX_ROLES) {
          line.startObject();
          line.text(Names.NAME, role);
          line.endObject();
        }
      }
      line.endArray();
    }
    line.endObject();
  }

  static void destination(OcsfLine line, AuditEvent event) throws IOException {
    line.object(Names.DST_ENDPOINT);
    line.text(Names.SVC_NAME, application(event));
    line.text(Names.HOSTNAME, event.host());
    line.port(event.localPort());
    line.endObject();
  }

  static void url(OcsfLine line, AuditEvent event) throws IOException {
    line.text(Names.HOSTNAME, event.host());
    line.text(Names.SCHEME, event.scheme());
    line.port(event.localPort());
  }

  static void unmapped(OcsfLine line, AuditEvent event) throws IOException {
    if (event.kind() == AuditEvent.Kind.REQUEST) {
      line.text(Names.OUTCOME, event.outcome().name());
    }
    line.text(Names.REASON, event.reason());
    line.text(Names.MODE, event.mode());
    line.text(Names.SERVER, event.server());
  }
}
