package io.bartizan.desk.page;

import io.bartizan.desk.story.Tally;
import java.util.List;

/** Those with the most requests, as a table with bars. */
final class TopTable {

  private static final int ROWS = 10;

  private TopTable() {}

  static void write(Html html, String caption, String head, Tally tally) {
    List<Tally.Entry> top = tally.top(ROWS);
    if (top.isEmpty()) {
      return;
    }
    long most = Math.max(1, top.get(0).requests());
    html.raw("<table>\n<caption>").text(caption).raw("</caption>\n<thead><tr><th scope=\"col\">");
    html.text(head).raw("</th><th scope=\"col\" class=\"n\">requests</th>");
    html.raw("<th scope=\"col\" class=\"n\">refused</th><td class=\"w\"></td></tr></thead>\n");
    html.raw("<tbody>\n");
    for (Tally.Entry entry : top) {
      html.raw("<tr><th scope=\"row\">").text(entry.name()).raw("</th>");
      html.raw("<td class=\"n\">").number(entry.requests()).raw("</td>");
      html.raw("<td class=\"n\">").number(entry.refused()).raw("</td><td class=\"w\">");
      bar(html, entry, most);
      html.raw("</td></tr>\n");
    }
    html.raw("</tbody>\n</table>\n");
    int left = tally.size() - top.size();
    if (left > 0) {
      html.raw("<p class=\"soft\">and ").number(left).raw(" more");
      html.raw(tally.others() == null ? "</p>\n" : " that are told apart</p>\n");
    }
  }

  private static void bar(Html html, Tally.Entry entry, long most) {
    double refused = 100.0 * entry.refused() / most;
    double passed = 100.0 * entry.requests() / most - refused;
    html.raw("<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" ");
    html.raw("aria-hidden=\"true\">");
    html.raw("<rect class=\"permitted\" width=\"" + two(passed) + "\" height=\"1\"/>");
    html.raw("<rect class=\"refused\" x=\"" + two(passed) + "\" width=\"" + two(refused));
    html.raw("\" height=\"1\"/></svg>");
  }

  private static String two(double value) {
    return String.format(java.util.Locale.ROOT, "%.2f", value);
  }
}
