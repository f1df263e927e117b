import type { Verdict } from './verdict.ts';

/** `[37/279] 0 survived, about 6 min left  action: …  ->  an upload gets its receipt (3.2 s)` after each verdict. */
export function makeProgress(options: { total: number; jobs: number; print: (line: string) => void }) {
  const { total, jobs, print } = options;
  let [done, survived, spentMs] = [0, 0, 0];
  return ({ title, noticedBy, ms, detail }: Verdict): void => {
    done += 1;
    spentMs += ms;
    if (noticedBy === undefined) survived += 1;
    const leftMinutes = Math.ceil(((spentMs / done) * (total - done)) / jobs / 60_000);
    const by = noticedBy ?? 'SURVIVED';
    print(
      `[${done}/${total}] ${survived} survived, about ${leftMinutes} min left  ${title}  ->  ${by} (${(ms / 1000).toFixed(1)} s)`,
    );
    if (detail !== '' && noticedBy === undefined) print(detail);
  };
}
