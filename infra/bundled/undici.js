import Agent from 'undici/lib/dispatcher/agent.js';

/**
 * Stands in a bundle for undici: an agent that dispatches requests, without streams of answers, fetch, caches, mocks and
 * WebSockets.
 */
export { Agent };
