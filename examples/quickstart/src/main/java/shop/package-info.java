/** A plain old application: servlets, no security, and no idea that Bartizan exists. */
package shop;
