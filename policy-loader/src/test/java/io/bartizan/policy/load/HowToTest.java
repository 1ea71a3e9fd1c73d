package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies in the pages about conditions are policies. */
class HowToTest {

  @ParameterizedTest
  @ValueSource(strings = {"../docs/how-to/write-a-condition.md", "../docs/reference/conditions.md"})
  void everyExample_loads(String page) throws Exception {
    Matcher blocks =
        Pattern.compile("(?m)^( *)```yaml\n(.*?)^ *```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of(page)));
    int count = 0;
    while (blocks.find()) {
      String text =
          "version: 1\n"
              + "identity: {issuers: [{issuer: \"https://a.test\", audience: a, rolesClaim: r}]}\n"
              + blocks.group(2).replaceAll("(?m)^" + blocks.group(1), "");
      Policy policy =
          PolicyLoader.parse(Path.of("/p/bartizan.yaml"), text.getBytes(StandardCharsets.UTF_8));
      assertTrue(policy.conditional(), text);
      count++;
    }
    assertTrue(count > 0, "no example");
  }

  @Test
  void everyCode_hasItsPage_andALineInTheList() throws Exception {
    String list = Files.readString(Path.of("../docs/errors/README.md"));
    for (Code code : Code.values()) {
      assertEquals(
          "# " + code, Files.readAllLines(Path.of("../docs/errors/" + code + ".md")).get(0));
      assertTrue(list.contains("[" + code + "](" + code + ".md): "), code.name());
    }
  }
}
