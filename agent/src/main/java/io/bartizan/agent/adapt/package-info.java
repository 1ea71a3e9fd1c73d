/**
 * Behind the gate: leads each join point to the adapter that speaks the container's types, and
 * gives the adapter the engine as its judge. Adapters are defined per container, and remapped to
 * {@code jakarta.servlet} where the container is built on it, and to where its packages went.
 */
package io.bartizan.agent.adapt;
