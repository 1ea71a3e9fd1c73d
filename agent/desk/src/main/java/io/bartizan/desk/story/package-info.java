/**
 * What a trail tells of one subject, as a story with the records behind each sentence, and which
 * incidents it holds. Everything is counted in one walk over the records and in bounded memory;
 * nothing here reads files or prints.
 */
package io.bartizan.desk.story;
