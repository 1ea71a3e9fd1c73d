package io.bartizan.engine.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | true",
        "text/html | true",
        "*/* | false",
        "text/html, */* | false",
        "application/json, text/html;q=0.9 | false",
        "text/html;q=0.9, application/problem+json;q=0.8 | true",
        "text/html;q=0 | false",
        "text/html;q=x | false",
        ", | false"
      })
  void prefersHtml_onlyWhereItRanksStrictlyFirst(String accept, boolean html) {
    assertEquals(html, Accept.prefersHtml(new String[] {accept}));
  }
}
