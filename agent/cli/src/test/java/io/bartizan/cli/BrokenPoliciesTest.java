package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to cut or misspell a policy: one clear error with its place, and little memory. */
class BrokenPoliciesTest {

  private static final long MAX_BYTES = 16L * 1024 * 1024;
  private static final Pattern ERROR =
      Pattern.compile("(?m)^\\S+:[1-9][0-9]*:[1-9][0-9]*: error BZ1[0-9]{3}: \\S.*$");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  private Said check(String policy) throws Exception {
    Path file = Drafts.write(folder, "bartizan.yaml", policy);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Said said = Said.by("check", file.toString());
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < MAX_BYTES, allocated + " bytes for: " + policy);
    return said;
  }

  static List<String> drafts() {
    return List.of(Drafts.SHOP, Drafts.BANK);
  }

  @ParameterizedTest
  @MethodSource("drafts")
  void cutAnywhere_itIsAnErrorWithItsPlace_orAWholePolicy(String draft) throws Exception {
    int invalid = 0;
    for (int length = 0; length < draft.length(); length++) {
      Said said = check(draft.substring(0, length));
      assertEquals("", said.err());
      if (said.exit() == Exit.INVALID) {
        invalid++;
        assertTrue(ERROR.matcher(said.out()).find(), said.out());
      } else {
        // What ends after a whole rule, test or scalar is a policy, only a shorter one.
        assertEquals(Exit.OK, said.exit());
      }
    }
    assertTrue(invalid > draft.length() / 2, "invalid: " + invalid);
  }

  @ParameterizedTest
  @MethodSource("drafts")
  void everyKeyMisspelt_isAnErrorAtTheKey(String draft) throws Exception {
    Matcher keys =
        Pattern.compile("(?m)(?<=^|[{ ])([a-zA-Z]+)(?=: )|^( *-? ?)([a-zA-Z]+)(?=:$)")
            .matcher(draft);
    int found = 0;
    while (keys.find()) {
      String key = keys.group(1) == null ? keys.group(3) : keys.group(1);
      int end = keys.end();
      String before = draft.substring(0, end);
      // Claims and roles have the names that their owners gave them.
      boolean free =
          before.contains("token: {") && before.lastIndexOf('}') < before.lastIndexOf("token: {");
      if (free || List.of("analyst", "teller", "manager", "director").contains(key)) {
        continue;
      }
      found++;
      Said said = check(before + "Q" + draft.substring(end));
      assertEquals(Exit.INVALID, said.exit(), key + ": " + said.out());
      long line = before.chars().filter(c -> c == '\n').count() + 1;
      assertTrue(
          said.out().contains(":" + line + ":") && ERROR.matcher(said.out()).find(), said.out());
    }
    assertTrue(found > 40, "keys: " + found);
  }

  @Test
  void bombsTagsAndMergeKeys_areErrorsAtTheirPlace() throws Exception {
    for (String bomb :
        new String[] {
          "a: &a [x, x]\nb: [*a, *a]\n",
          "version: !!javax.script.ScriptEngineManager [x]\n",
          "version: 1\n<<: {rules: []}\n",
          "[".repeat(100_000),
          "{a: ".repeat(100_000),
          "version: 1\nrules: []\nx: " + "y".repeat(1_000_000) + "\n",
        }) {
      Said said = check(bomb);
      assertEquals(Exit.INVALID, said.exit(), said.out());
      assertTrue(ERROR.matcher(said.out()).find(), said.out());
    }
  }
}
