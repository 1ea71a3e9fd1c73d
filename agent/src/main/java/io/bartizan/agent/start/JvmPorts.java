package io.bartizan.agent.start;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Ports that are known by what the JVM or its server was told, though nothing of them is woven. */
final class JvmPorts {

  private static final String JMX = "com.sun.management.jmxremote.";

  /**
   * Of the debugger's agent: {@code -agentlib:jdwp=...,address=HOST:PORT}; the host is optional.
   */
  private static final Pattern JDWP =
      Pattern.compile("-(?:agentlib:jdwp=|Xrunjdwp:).*\\baddress=(?:[^,]*:)?([0-9]+)(?:,.*)?");

  private JvmPorts() {}

  /** Whose a port is that whoever reaches it can do anything by; null if it is not one of those. */
  static @Nullable String owner(int port) {
    String number = Integer.toString(port);
    if (number.equals(System.getProperty(JMX + "port"))
        || number.equals(System.getProperty(JMX + "rmi.port"))) {
      return "the JVM's own (JMX)";
    }
    try {
      for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
        Matcher jdwp = JDWP.matcher(flag);
        if (jdwp.matches() && number.equals(jdwp.group(1))) {
          return "the debugger's (JDWP)";
        }
      }
    } catch (RuntimeException | LinkageError untold) {
      return null;
    }
    return null;
  }

  /**
   * Whose a port is that only stops the server, which it does for its own machine alone; null if it
   * is not one of those.
   *
   * @param tomcat whether a Tomcat listens, which has put its beans into JMX then
   */
  static @Nullable String stops(int port, boolean tomcat) {
    if (Integer.toString(port).equals(System.getProperty("STOP.PORT"))) {
      return "Jetty's stop port";
    }
    return tomcat && ofTomcat(port) ? "Tomcat's shutdown port" : null;
  }

  private static boolean ofTomcat(int port) {
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      for (ObjectName server : beans.queryNames(new ObjectName("*:type=Server"), null)) {
        if (Integer.valueOf(port).equals(beans.getAttribute(server, "port"))) {
          return true;
        }
      }
    } catch (JMException | RuntimeException | LinkageError untold) {
      return false;
    }
    return false;
  }
}
