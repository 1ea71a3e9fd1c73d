<%@ page contentType="text/plain" %>secret <%= 6 * 7 %>
