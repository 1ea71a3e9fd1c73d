/**
 * Spring Security between a container and an application that asks for roles: the answer is the
 * policy's where the principal is propagated. Who logs in is Spring Security's own affair.
 */
package io.bartizan.servlet.spring;
