package io.bartizan.desk.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.desk.Lines;
import io.bartizan.desk.story.Incident;
import io.bartizan.desk.story.Survey;
import io.bartizan.desk.trail.Needles;
import io.bartizan.desk.trail.Noticed;
import io.bartizan.desk.trail.TrailRecord;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportPageTest {

  private static Survey survey(List<TrailRecord> records) {
    Survey survey = new Survey();
    records.forEach(survey::add);
    return survey;
  }

  private static Survey example() throws Exception {
    return survey(Lines.read(Lines.INVESTIGATION, new Needles(), new Noticed()));
  }

  /** The page is written so that it is well-formed as XML too, but for what HTML says otherwise. */
  private static Document parsed(String page) throws Exception {
    String xml =
        page.replace("<!DOCTYPE html>", "")
            .replaceAll("<meta([^>]*)>", "<meta$1/>")
            .replaceAll("(?s)<style>.*</style>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void example_incidentsAreTheStaging() throws Exception {
    List<Incident> incidents = example().incidents();
    assertEquals(
        List.of(Incident.Kind.SHARED_CREDENTIAL, Incident.Kind.ENUMERATION, Incident.Kind.STUFFING),
        incidents.stream().map(Incident::kind).toList());
    assertEquals("token:5b1f0c6e9d2a47718c3e0f94ab62d510", incidents.get(0).subject());
    assertTrue(incidents.get(1).text().startsWith("alice was handed 41 different objects"));
    assertEquals("client:198.51.100.9", incidents.get(2).subject());
    assertEquals(12, incidents.get(2).count());
  }

  @Test
  void findings_areIncidents_oneOfAKind() throws Exception {
    String line =
        "{\"time\":%d,\"class_uid\":2004,\"activity_name\":\"Create\",\"metadata\":{\"uid\":\"f%d\"},\"finding_info\":{\"uid\":\"u\",\"types\":[\"unprotected"
            + " handler\",\"b\"],\"title\":\"t\"},\"app\":{\"name\":\"orders\"},\"unmapped\":{\"reason\":\"com.acme.A\"}}\n";
    List<TrailRecord> records =
        Lines.of(new Noticed(), line.formatted(1, 1) + line.formatted(2, 2));
    assertEquals("unprotected handler", records.get(0).finding());
    List<Incident> incidents = survey(records).incidents();
    assertEquals(1, incidents.size());
    assertEquals(Incident.Kind.FINDING, incidents.get(0).kind());
    assertEquals("unprotected handler at orders: com.acme.A", incidents.get(0).text());
    assertEquals(2, incidents.get(0).count());
    assertEquals(List.of("f1", "f2"), incidents.get(0).ids());
  }

  @Test
  void page_fetchesNothingAndRunsNothing() throws Exception {
    String page = ReportPage.of(example(), List.of(), null, 0);
    Document document = parsed(page);
    assertEquals(0, document.getElementsByTagName("script").getLength());
    assertTrue(page.contains("default-src 'none'; style-src 'sha256-"), page);
    assertFalse(page.matches("(?s).*\\s(src|href)=\"(?!#).*"), "only places of its own");
    assertFalse(page.matches("(?s).*\\s(style|on[a-z]+)=\".*"), "the policy would refuse it");
  }

  @Test
  void page_whateverWasRecorded_isText() throws Exception {
    String evil = "</title><script>alert(1)</script>\\\"'&\\u202e\\u0000";
    List<TrailRecord> records =
        Lines.of(
            new Noticed(),
            Lines.request(1, evil, "10.0.0.1", "/" + evil, "PERMITTED")
                .replace("\"rule\"", "\"" + evil + "\""));
    assertEquals(1, records.size());
    String page = ReportPage.of(survey(records), List.of("<b>noticed</b>"), null, 0);
    assertEquals(0, parsed(page).getElementsByTagName("script").getLength());
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("<b>"), page);
    assertTrue(page.contains("&lt;script&gt;"), page);
    assertFalse(page.contains("\u202e"), "what turns text around");
  }

  @Test
  void page_ofNothing_saysSo() throws Exception {
    String page = ReportPage.of(new Survey(), List.of(), null, 0);
    assertTrue(page.contains("hold no record"), page);
    parsed(page);
  }

  @Test
  void page_ofYears_keepsItsSize() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      log.append(Lines.request(i * 86_400_000L, "u" + i, "10.0.0.1", "/p" + i, "PERMITTED"));
    }
    Survey survey = survey(Lines.of(new Noticed(), log.toString()));
    assertTrue(survey.buckets().used() <= 96);
    long all = 0;
    for (int i = 0; i < survey.buckets().used(); i++) {
      all += survey.buckets().permitted(i);
    }
    assertEquals(3000, all);
    assertTrue(ReportPage.of(survey, List.of(), null, 0).length() < 100_000);
  }
}
