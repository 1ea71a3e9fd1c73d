/**
 * What is asked of a trail: criteria, and the moments that they speak of. A query says whether a
 * record is meant, and which lines can't be; it reads nothing itself.
 */
package io.bartizan.desk.query;
