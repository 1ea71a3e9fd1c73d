package io.bartizan.desk.page;

import io.bartizan.desk.evidence.Evidence;
import io.bartizan.desk.query.Moments;
import io.bartizan.desk.story.Incident;
import io.bartizan.desk.story.Survey;
import io.bartizan.desk.story.Tally;
import io.bartizan.desk.story.Telling;
import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole page. */
public final class ReportPage {

  private static final String STYLE = "report.css";

  private final Survey survey;
  private final List<String> noticed;
  private final @Nullable Evidence evidence;
  private final Html html = new Html();

  private ReportPage(Survey survey, List<String> noticed, @Nullable Evidence evidence) {
    this.survey = survey;
    this.noticed = noticed;
    this.evidence = evidence;
  }

  /**
   * A survey as HTML.
   *
   * @param noticed what was noticed while the logs were read
   * @param evidence what answers requirements; null if that is not asked for
   * @param made when, in milliseconds since the epoch
   */
  public static String of(
      Survey survey, List<String> noticed, @Nullable Evidence evidence, long made) {
    ReportPage page = new ReportPage(survey, noticed, evidence);
    page.head();
    page.sums();
    page.time();
    page.incidents();
    page.tops();
    page.events();
    if (evidence != null) {
      EvidenceTables.write(page.html, evidence);
    }
    page.html.raw("</main>\n<footer><p>Made ").text(Moments.shown(made));
    page.html.raw(" by bartizan report. All times are UTC.</p></footer>\n</body>\n</html>\n");
    return page.html.toString();
  }

  private void head() {
    String style = style();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Nothing may be fetched or run, whatever found its way into the page (CSP Level 3).
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    html.raw("style-src 'sha256-" + digest(style) + "'; base-uri 'none'; form-action 'none'\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<title>Audit report</title>\n<style>" + style + "</style>\n</head>\n<body>\n");
    html.raw("<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n");
    html.raw("<h1>Audit report</h1>\n");
    TrailRecord first = survey.first();
    TrailRecord last = survey.last();
    if (first == null || last == null) {
      html.raw("<p>These logs hold no record of this time.</p>\n");
    } else {
      html.raw("<p>").text(Moments.shown(first.time())).raw(" to ");
      html.text(Moments.shown(last.time())).raw("</p>\n<p class=\"soft\">");
      String separator = "";
      for (Tally.Entry service : survey.services().top(20)) {
        html.raw(separator).text(service.name());
        separator = ", ";
      }
      html.raw("</p>\n");
    }
    html.raw("<nav aria-label=\"Sections\"><ul><li><a href=\"#time\">Over time</a></li>");
    html.raw("<li><a href=\"#incidents\">Incidents</a></li><li><a href=\"#tops\">Who and what</a>");
    html.raw("</li><li><a href=\"#events\">Other events</a></li>");
    html.raw(evidence == null ? "" : "<li><a href=\"#evidence\">Evidence</a></li>");
    html.raw("</ul></nav>\n");
    html.raw("</header>\n<main id=\"main\">\n");
    for (String line : noticed) {
      html.raw("<p><strong>Noticed: </strong>").text(line).raw("</p>\n");
    }
  }

  private void sums() {
    Tally.Entry sum = survey.sum();
    html.raw("<dl class=\"sums\">\n");
    sum("", "Requests", sum == null ? 0 : sum.requests());
    sum("permitted", "Permitted", sum == null ? 0 : sum.permitted());
    sum("refused", "Refused", sum == null ? 0 : sum.refused() - sum.throttled());
    sum("throttled", "Throttled", sum == null ? 0 : sum.throttled());
    sum("event", "Incidents", survey.incidents().size());
    html.raw("</dl>\n");
    if (sum != null) {
      html.raw("<p class=\"soft\">").text(Telling.bytes(sum.bytes())).raw(" handed out</p>\n");
    }
  }

  private void sum(String kind, String name, long value) {
    html.raw("<div class=\"" + kind + "\"><dt>" + name + "</dt><dd>").number(value);
    html.raw("</dd></div>\n");
  }

  private void time() {
    html.raw("<section id=\"time\" aria-labelledby=\"time-head\">\n");
    html.raw("<h2 id=\"time-head\">Over time</h2>\n");
    if (survey.buckets().used() == 0) {
      html.raw("<p>No requests.</p>\n");
    } else {
      TimeChart.write(html, survey.buckets(), survey.events());
    }
    html.raw("</section>\n");
  }

  private void incidents() {
    List<Incident> incidents = survey.incidents();
    html.raw("<section id=\"incidents\" aria-labelledby=\"incidents-head\">\n");
    html.raw("<h2 id=\"incidents-head\">Incidents</h2>\n");
    if (incidents.isEmpty()) {
      html.raw("<p>Nothing was found that stands out by the measures of this report.</p>\n");
    }
    for (Incident incident : incidents) {
      html.raw("<article>\n<h3>").text(incident.kind().title()).raw("</h3>\n<p>");
      html.text(incident.text()).raw("</p>\n<p class=\"soft\">");
      html.text(Moments.shown(incident.begin())).raw(" to ");
      html.text(Moments.shown(incident.end())).raw(", ").number(incident.count());
      html.raw(incident.count() == 1 ? " record</p>\n" : " records</p>\n");
      if (!incident.ids().isEmpty()) {
        html.raw("<p class=\"soft\">Decisions <code>").text(String.join(" ", incident.ids()));
        html.raw("</code></p>\n");
      }
      if (!incident.subject().isEmpty()) {
        html.raw("<p class=\"soft\">More: <code>bartizan timeline ").text(incident.subject());
        html.raw(" LOG</code></p>\n");
      }
      html.raw("</article>\n");
    }
    html.raw("</section>\n");
  }

  private void tops() {
    html.raw("<section id=\"tops\" aria-labelledby=\"tops-head\">\n");
    html.raw("<h2 id=\"tops-head\">Who and what</h2>\n<div class=\"tops\">\n");
    top("Principals", "principal", survey.principals());
    top("Clients", "address", survey.clients());
    top("Routes", "method and route", survey.routes());
    top("Rules", "rule", survey.rules());
    html.raw("</div>\n</section>\n");
  }

  private void top(String caption, String head, Tally tally) {
    html.raw("<div>\n");
    TopTable.write(html, caption, head, tally);
    html.raw("</div>\n");
  }

  private void events() {
    html.raw("<section id=\"events\" aria-labelledby=\"events-head\">\n");
    html.raw("<h2 id=\"events-head\">Other events</h2>\n");
    if (survey.events().isEmpty()) {
      html.raw("<p>None: no policy or key changed, and nothing befell the trail.</p>\n");
    } else {
      html.raw("<table>\n<thead><tr><th scope=\"col\">when</th><th scope=\"col\">service</th>");
      html.raw("<th scope=\"col\">what</th></tr></thead>\n<tbody>\n");
      for (TrailRecord event : survey.events()) {
        html.raw("<tr><td>").text(Moments.shown(event.time())).raw("</td><td>");
        html.text(event.service()).raw("</td><td>").text(event.activity()).raw(": ");
        html.text(Shown.of(event.reason())).raw("</td></tr>\n");
      }
      html.raw("</tbody>\n</table>\n");
    }
    if (survey.untold() > 0) {
      html.raw("<p class=\"soft\">and ").number(survey.untold()).raw(" more</p>\n");
    }
    html.raw("</section>\n");
  }

  private static String style() {
    try (InputStream in = ReportPage.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + STYLE);
      }
      StringBuilder style = new StringBuilder();
      byte[] bytes = new byte[8192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        style.append(new String(bytes, 0, read, StandardCharsets.US_ASCII));
      }
      return style.toString();
    } catch (IOException unreadable) {
      throw new IllegalStateException("the jar can't be read", unreadable);
    }
  }

  private static String digest(String style) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
