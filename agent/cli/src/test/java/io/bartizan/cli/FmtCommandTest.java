package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {

  private static final String UGLY =
      """
      # The shop.
      version:   1
      identity:
          issuers:
          - issuer:   https://idp.example.com/realms/shop   # the realm
            audience: [ orders-api ]

      rules:
      -   name: health
          # for the balancer
          allow: {method: [GET],   path: "/healthz"}
          who: anyone
      -   name: 'orders'
          allow: {path: "/orders/**"}
          who:
          - authenticated
      # the end
      """;

  private static final String FORMATTED =
      """
      # The shop.
      version: 1
      identity:
        issuers:
          - issuer: https://idp.example.com/realms/shop # the realm
            audience: [orders-api]

      rules:
        - name: health
          # for the balancer
          allow: {method: [GET], path: "/healthz"}
          who: anyone
        - name: 'orders'
          allow: {path: "/orders/**"}
          who:
            - authenticated
      # the end
      """;

  @TempDir Path folder;

  @Test
  void aPolicy_isFormatted_onceForAll() throws Exception {
    Path file = Drafts.write(folder, "bartizan.yaml", UGLY);
    Said check = Said.by("fmt", "--check", file.toString());
    assertEquals(Exit.DIFFERENCE, check.exit());
    assertEquals(UGLY, Files.readString(file));
    assertEquals(Exit.OK, Said.by("fmt", file.toString()).exit());
    assertEquals(FORMATTED, Files.readString(file));
    assertEquals(new Said(Exit.OK, "", ""), Said.by("fmt", file.toString()));
    assertEquals(Exit.OK, Said.by("fmt", "--check", file.toString()).exit());
    assertEquals(Exit.OK, Said.by("check", file.toString()).exit());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing else is left");
    }
  }

  @Test
  void whatIsFormatted_meansTheSame() throws Exception {
    Path old = Drafts.write(folder, "old.yaml", Drafts.SHOP);
    Path file = Drafts.shop(folder);
    assertEquals(Exit.OK, Said.by("fmt", file.toString()).exit());
    assertEquals("no difference\n", Said.by("diff", old.toString(), file.toString()).out());
    assertEquals(Exit.OK, Said.by("test", file.toString()).exit());
  }

  @Test
  void theExamplesAndTheFirstPolicy_areFormatted() throws Exception {
    Said.by("init", folder.toString());
    Said first = Said.by("fmt", "--check", folder.resolve("bartizan.yaml").toString());
    assertEquals(new Said(Exit.OK, "", ""), first);
  }

  @Test
  void aBrokenPolicy_isLeftAsItIs() throws Exception {
    Path file = Drafts.write(folder, "bartizan.yaml", "version: [1\n");
    Said said = Said.by("fmt", file.toString());
    assertEquals(Exit.INVALID, said.exit());
    assertTrue(said.err().contains("error BZ1003: "), said.err());
    assertEquals("version: [1\n", Files.readString(file));
  }

  @Test
  void aCommentAtAnOddPlace_isKept_orTheFileIsLeftAsItIs() throws Exception {
    for (String odd :
        new String[] {
          "version: 1\nrules:\n  - allow: {method: [GET], # odd\n      path: /a}\n",
          "version: 1\nrules: # odd\n  [\n    # odd\n  ]\n",
          "version: 1 # odd\nrules: [] # odd\n# odd\n",
          "version: 1\nrules:\n  - # odd\n    allow: {path: /a}\n",
          "version: 1\nrules:\n- allow: {path: >-\n    /a\n    }\n# odd\n",
        }) {
      Path file = Drafts.write(folder, "bartizan.yaml", odd);
      Said said = Said.by("fmt", file.toString());
      String after = Files.readString(file);
      if (said.exit() == Exit.OK) {
        assertEquals(odd.split("# odd", -1).length, after.split("# odd", -1).length, after);
      } else {
        assertTrue(said.err().contains(": error BZ"), said.err());
        assertEquals(odd, after);
      }
    }
  }
}
