import { enableCompileCache, flushCompileCache } from 'node:module';
import { withFewArenas } from './few-arenas.ts';

withFewArenas();
// What follows is loaded from Node's cache of stripped and compiled code: a third less memory, half a second less time.
enableCompileCache();
const { run } = await import('./run.ts');
await run(process.argv.slice(2));
flushCompileCache();
