import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';

/**
 * Stands in a bundle for undici: an agent that can send requests, without fetch, caches, mocks and WebSockets. 260 KB
 * less than the whole.
 */
Dispatcher.prototype.request = request;

export { Agent };
