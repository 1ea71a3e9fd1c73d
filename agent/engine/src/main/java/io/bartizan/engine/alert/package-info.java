/**
 * Alerts: what somebody should hear of at once. Hears what is offered to the trail, counts on a
 * thread of its own within fixed bounds, and tells by webhook, syslog or command. Nothing here
 * decides, and no request waits for it.
 */
package io.bartizan.engine.alert;
