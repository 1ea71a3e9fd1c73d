/**
 * What the exchanges of several worlds of servers have in common: how a request is read where no
 * container does it. Adapters take their own copy of it along, so it stands on nothing but the JDK.
 */
package io.bartizan.exchange;
