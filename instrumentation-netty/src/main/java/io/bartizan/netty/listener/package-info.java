/** Tells of the ports that Netty's servers open, before anybody knows what is spoken there. */
package io.bartizan.netty.listener;
