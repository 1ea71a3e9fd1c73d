package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.authorization.Ambiguity;
import io.bartizan.engine.authorization.Canonical;
import io.bartizan.engine.authorization.LateRules;
import io.bartizan.engine.authorization.ObservedRules;
import io.bartizan.engine.authorization.Subject;
import io.bartizan.gate.Dispatch;
import io.bartizan.policy.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the walk for the guard that knows the handler: the denies that name it, the roles
 * that its annotations ask for, and, of a provisional permit, the allow that makes it one for good.
 */
final class LateWalk {

  private LateWalk() {}

  /** Judges a handler that is about to run; null if it may. */
  static @Nullable Refusal take(Grant grant, Dispatch dispatch) {
    Inquiry inquiry = grant.inquiry();
    String[] names = dispatch.handlers();
    if (!dispatch.leadsOn()) {
      Course course = grant.courseToTell();
      if (names != null) {
        course.reach(names[0], dispatch.route());
      }
      course.invoke(dispatch.operation());
    }
    Refusal refusal = inquiry.policy().late() ? judge(grant, dispatch) : null;
    if (refusal == null && !dispatch.leadsOn()) {
      grant.courseToTell().enter();
    }
    return refusal;
  }

  private static @Nullable Refusal judge(Grant grant, Dispatch dispatch) {
    Inquiry inquiry = grant.inquiry();
    Subject subject = inquiry.subject;
    String method = inquiry.method;
    String path = inquiry.path;
    Ambiguity ambiguity = inquiry.ambiguity;
    if (subject == null || method == null || path == null || ambiguity == null) {
      throw new IllegalStateException("a request without a decision");
    }
    String target = inquiry.target;
    String canonical = ambiguity.clean() || target == null ? null : Canonical.target(target);
    String observed = ObservedRules.told(subject, method, path, canonical, dispatch);
    if (observed != null) {
      grant.note(observed);
    }
    Rule denied = LateRules.denied(subject, method, path, canonical, dispatch);
    if (denied != null) {
      return Walk.unpermitted(inquiry, "rule").by(denied.name());
    }
    if (inquiry.policy().roleAnnotations() && !LateRules.hasRoles(subject, dispatch)) {
      return Walk.unpermitted(inquiry, "role annotation");
    }
    if (dispatch.leadsOn() || !grant.provisional()) {
      return null;
    }
    Rule allowed = LateRules.allowed(subject, method, path, ambiguity, dispatch);
    if (allowed == null) {
      return Walk.unpermitted(inquiry, "no rule allows this handler");
    }
    grant.courseToTell().settle(allowed.name());
    return null;
  }

  /** Why a permit that nothing has settled is worth nothing; null for any other permit. */
  static @Nullable Refusal unsettled(Grant grant) {
    return grant.provisional()
        ? Walk.unpermitted(grant.inquiry(), "no handler reached that a rule allows")
        : null;
  }
}
