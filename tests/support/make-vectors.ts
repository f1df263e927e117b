import { writeFileSync } from 'node:fs';
import { makeVectors, VECTORS_FILE } from './receiver-vectors.ts';

/** Writes the vectors of the receivers: `npx node tests/support/make-vectors.ts`, then `npm run format`. */
writeFileSync(VECTORS_FILE, JSON.stringify({ vectors: makeVectors() }));
