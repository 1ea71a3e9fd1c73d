/** Finds the codecs of HTTP servers in Netty's pipelines and keeps a seat right behind each. */
package io.bartizan.netty.pipeline;
