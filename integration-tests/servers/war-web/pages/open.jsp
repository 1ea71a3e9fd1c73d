<%@ page contentType="text/plain" %>open <%= 6 * 7 %>
