/** glibc's `malloc` (mallopt(3)): one arena for all threads, and what is free at its end given back from 128 KiB on. */
const MALLOC = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' } as const;

/**
 * Starts this process again with those settings. Without them each thread that ran a function leaves what it has freed
 * in an arena of its own (figures in docs/performance.md). They are read before any program's first line, so the process
 * is replaced (execve(2)); its id stays. Who has set the first by hand keeps it.
 */
export function withFewArenas(): void {
  const { env, platform, execPath, execArgv, argv } = process;
  if (platform !== 'linux' || env['MALLOC_ARENA_MAX'] !== undefined || process.execve === undefined) return;
  process.execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...env, ...MALLOC });
}
