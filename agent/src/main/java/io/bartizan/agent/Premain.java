package io.bartizan.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.jar.JarFile;

/**
 * The entry that {@code -javaagent} calls. There is no {@code agentmain}: what is attached to a
 * running server can't vouch for the requests before it.
 */
public final class Premain {

  /** EX_CONFIG of sysexits.h: something was found in an unconfigured or misconfigured state. */
  private static final int EX_CONFIG = 78;

  /**
   * Packages that JBoss Modules (WildFly) hands to the system's loader: it knows those of Java by
   * name, and the gate's is none of them.
   */
  private static final String JBOSS_PACKAGES = "jboss.modules.system.pkgs";

  /** What the gate's package is called in the jar. */
  private static final String GATE = "java.bartizan";

  private static final String STARTER = "io.bartizan.agent.weave.Weaving";

  private Premain() {}

  /**
   * Installs the weaver. Opens, locks and prints nothing unless it fails: a JVM that never loads a
   * server class (a compiler, a stop command) is left as it was.
   *
   * @param policy the policy file's path; null or empty to look for it
   */
  public static void premain(String policy, Instrumentation instrumentation) {
    try {
      File jar = jar();
      if (Premain.class.getClassLoader() != null) {
        // The jar itself holds the gate's classes under java.bartizan: no temporary file is needed,
        // and so a read-only file system will do.
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
      }
      showGate();
      AgentLoader loader = new AgentLoader(jar);
      loader
          .loadClass(STARTER)
          .getMethod("install", String.class, Instrumentation.class, File.class)
          .invoke(null, policy, instrumentation, jar);
    } catch (Exception | LinkageError failed) {
      fail(failed);
    }
  }

  private static void showGate() {
    String known = System.getProperty(JBOSS_PACKAGES);
    boolean none = known == null || known.isEmpty();
    System.setProperty(JBOSS_PACKAGES, none ? GATE : known + ',' + GATE);
  }

  /**
   * The agent's jar. Where {@code -Xbootclasspath/a} has put it onto the boot path at launch, which
   * keeps the JVM from warning, this class has no code source.
   */
  private static File jar() throws URISyntaxException {
    CodeSource source = Premain.class.getProtectionDomain().getCodeSource();
    if (source != null) {
      return new File(source.getLocation().toURI());
    }
    URL own = ClassLoader.getSystemResource(Premain.class.getName().replace('.', '/') + ".class");
    if (own == null) {
      throw new IllegalStateException("the agent's jar is not on the class path");
    }
    String inJar = own.toString();
    return new File(new URI(inJar.substring("jar:".length(), inJar.indexOf("!/"))));
  }

  @SuppressWarnings("SystemOut") // before main there is nothing else to tell it to
  private static void fail(Throwable failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    String detail = cause instanceof URISyntaxException ? "its own path" : "its start";
    System.err.println("bartizan: error BZ4001: the agent failed in " + detail + ": " + cause);
    System.err.println("bartizan: the JVM stops, because nothing would be protected");
    System.exit(EX_CONFIG);
  }
}
