package io.bartizan.desk.page;

import io.bartizan.desk.evidence.Evidence;
import io.bartizan.desk.evidence.Requirement;
import io.bartizan.desk.query.Moments;

/** What was found for each requirement, a table for each regulation. */
final class EvidenceTables {

  private EvidenceTables() {}

  static void write(Html html, Evidence evidence) {
    html.raw("<section id=\"evidence\" aria-labelledby=\"evidence-head\">\n");
    html.raw("<h2 id=\"evidence-head\">Evidence</h2>\n");
    html.raw("<p>Records that answer requirements. Whether one is met, a person says.</p>\n");
    Requirement.Framework before = null;
    for (Evidence.Found found : evidence.all()) {
      Requirement requirement = found.requirement();
      if (requirement.framework() != before) {
        html.raw(before == null ? "" : "</tbody>\n</table>\n");
        begin(html, requirement.framework());
        before = requirement.framework();
      }
      row(html, found, requirement);
    }
    html.raw(before == null ? "" : "</tbody>\n</table>\n").raw("</section>\n");
  }

  private static void begin(Html html, Requirement.Framework framework) {
    html.raw("<table class=\"evidence\">\n<caption>").text(framework.title());
    html.raw("</caption>\n<thead><tr><th scope=\"col\">requirement</th>");
    html.raw("<th scope=\"col\">records that answer it</th>");
    html.raw("<th scope=\"col\">what they can't show</th></tr></thead>\n<tbody>\n");
  }

  private static void row(Html html, Evidence.Found found, Requirement requirement) {
    html.raw("<tr><th scope=\"row\">").text(requirement.clause());
    html.raw("<div class=\"plain\">").text(requirement.asks()).raw("</div></th><td>");
    if (!requirement.answered()) {
      html.raw("not in this trail");
    } else if (found.records() == 0) {
      html.raw("none in these logs (").text(requirement.records()).raw(")");
    } else {
      html.raw("<strong>").number(found.records()).raw("</strong> ").text(requirement.records());
      html.raw("<div class=\"soft\">").text(Moments.shown(found.first())).raw(" to ");
      html.text(Moments.shown(found.last())).raw("</div>");
      if (!found.ids().isEmpty()) {
        html.raw("<code>").text(String.join(" ", found.ids())).raw("</code>");
      }
    }
    if (!requirement.command().isEmpty()) {
      html.raw("<div><code>bartizan ").text(requirement.command()).raw("</code></div>");
    }
    html.raw("</td><td>").text(requirement.beyond()).raw("</td></tr>\n");
  }
}
