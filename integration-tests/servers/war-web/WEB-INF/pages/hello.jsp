<%@ page contentType="text/plain" %>page of <%= request.getParameter("page").length() %> characters
