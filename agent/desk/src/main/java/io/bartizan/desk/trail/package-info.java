/**
 * Reading audit trails back: files, plain or sealed, become records in the order of time.
 *
 * <p>What is read may have been written by anyone: values are bounded, and what is shown to a
 * person goes through {@link io.bartizan.desk.trail.Shown}. Nothing here judges what a record
 * means.
 */
package io.bartizan.desk.trail;
