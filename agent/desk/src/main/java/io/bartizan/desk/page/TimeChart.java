package io.bartizan.desk.page;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.story.TimeBuckets;
import io.bartizan.desk.trail.TrailRecord;
import java.util.List;
import java.util.Locale;

/**
 * Requests over time as stacked bars, with what else befell as lines through them. The labels are
 * HTML around the drawing, so that they keep their size on a phone; the numbers stand in a table.
 */
final class TimeChart {

  private static final int HEIGHT = 100;

  private TimeChart() {}

  static void write(Html html, TimeBuckets buckets, List<TrailRecord> events) {
    long most = 1;
    for (int i = 0; i < buckets.used(); i++) {
      most = Math.max(most, buckets.all(i));
    }
    html.raw("<figure>\n<div class=\"axis\"><span>").number(most);
    html.raw(" at most in ").text(Moments.span(buckets.width())).raw("</span></div>\n");
    html.raw("<svg class=\"time\" role=\"img\" aria-labelledby=\"time-title\" viewBox=\"0 0 ");
    html.raw(buckets.used() + " " + HEIGHT + "\" preserveAspectRatio=\"none\">");
    html.raw("<title id=\"time-title\">Requests permitted, refused and throttled over time; ");
    html.raw("the numbers stand in the table below</title>\n");
    for (int i = 0; i < buckets.used(); i++) {
      double top = HEIGHT;
      top = bar(html, "permitted", i, top, buckets.permitted(i), most);
      top = bar(html, "refused", i, top, buckets.refused(i), most);
      bar(html, "throttled", i, top, buckets.throttled(i), most);
    }
    for (TrailRecord event : events) {
      double at = buckets.bucket(event.time()) + 0.5;
      html.raw("<line class=\"event\" x1=\"" + at + "\" x2=\"" + at + "\" y1=\"0\" y2=\"100\"/>\n");
    }
    html.raw("</svg>\n<div class=\"axis\"><span>").text(Moments.shown(buckets.begin(0)));
    html.raw("</span><span>").text(Moments.shown(buckets.begin(buckets.used())));
    html.raw("</span></div>\n");
    legend(html, !events.isEmpty());
    table(html, buckets);
    html.raw("</figure>\n");
  }

  /** Returns where the next one stands on it. */
  private static double bar(Html html, String what, int x, double top, long count, long most) {
    if (count == 0) {
      return top;
    }
    // What is there at all can be seen.
    double height = Math.max(1, (double) count * (HEIGHT - 2) / most);
    double y = Math.max(0, top - height);
    html.raw(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"0.84\" height=\"%.2f\"/>%n",
            what,
            x + 0.08,
            y,
            top - y));
    return y;
  }

  private static void legend(Html html, boolean events) {
    html.raw("<ul class=\"legend\">\n");
    for (String what : new String[] {"permitted", "refused", "throttled"}) {
      html.raw("<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"" + what);
      html.raw("\" width=\"1\" height=\"1\"/></svg> " + what + "</li>\n");
    }
    if (events) {
      html.raw(
          "<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><line class=\"event\" x1=\".5\" ");
      html.raw("x2=\".5\" y1=\"0\" y2=\"1\"/></svg> another event</li>\n");
    }
    html.raw("</ul>\n");
  }

  private static void table(Html html, TimeBuckets buckets) {
    html.raw("<details><summary>The numbers</summary>\n<table>\n<caption>Requests, each ");
    html.text(Moments.span(buckets.width())).raw("</caption>\n<thead><tr><th scope=\"col\">from");
    html.raw("</th><th scope=\"col\" class=\"n\">permitted</th><th scope=\"col\" class=\"n\">");
    html.raw("refused</th><th scope=\"col\" class=\"n\">throttled</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < buckets.used(); i++) {
      if (buckets.all(i) > 0) {
        html.raw("<tr><th scope=\"row\">").text(Moments.shown(buckets.begin(i))).raw("</th>");
        html.raw("<td class=\"n\">").number(buckets.permitted(i)).raw("</td>");
        html.raw("<td class=\"n\">").number(buckets.refused(i)).raw("</td>");
        html.raw("<td class=\"n\">").number(buckets.throttled(i)).raw("</td></tr>\n");
      }
    }
    html.raw("</tbody>\n</table></details>\n");
  }
}
