import { describe } from 'vitest';
import { aNetwork } from './a-network.ts';
import { apiFuzz } from './api-fuzz.ts';

/** `API_FUZZ=2000` sends so many requests to each operation. */
const EACH = Number(process.env['API_FUZZ'] ?? 60);

describe('the API on memory, whatever is sent', () => {
  apiFuzz({ each: EACH, makeNetwork: () => aNetwork() });
});
