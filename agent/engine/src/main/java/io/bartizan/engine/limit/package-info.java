/**
 * Rate limits: a token bucket for each key of each limit, in bounded memory. Nothing here knows who
 * a principal is; it counts by the keys that it is given.
 */
package io.bartizan.engine.limit;
