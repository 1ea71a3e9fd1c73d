/** What a refused client is told: status, challenge, problem body. Nothing here decides. */
package io.bartizan.engine.answer;
