/**
 * A survey as one page of HTML: whole in itself, without scripts, and with a content policy that
 * lets nothing be fetched. What was recorded enters the page through {@link
 * io.bartizan.desk.page.Html#text} only.
 */
package io.bartizan.desk.page;
