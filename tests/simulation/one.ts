import { PATCHES } from './patches.ts';
import { patchModules } from './engine/patch.ts';
patchModules(PATCHES);
Error.stackTraceLimit = 0;
const { runHistory } = await import('./run-history.ts');
const from = Number(process.argv[2]),
  n = Number(process.argv[3] ?? 1);
let steps = 0,
  bad = 0;
const agg = new Map();
const t = performance.now();
const cpu0 = process.cpuUsage().user;
for (let s = from; s < from + n; s++) {
  const r = await runHistory({
    seed: s,
    without: new Set(),
    skipped: new Set(),
    withoutActions: new Set(),
    keepHistory: n === 1,
  });
  steps += r.steps;
  if (r.violations.length) bad++;
  for (const v of r.violations) {
    const a = agg.get(v.what) ?? { n: 0, s: [], d: v.detail };
    a.n++;
    if (a.s.length < 6) a.s.push(s);
    agg.set(v.what, a);
  }
  if (n === 1) {
    for (const e of r.entries)
      console.log(((e.atMs - 1772352000000) / 1000).toFixed(2), e.who, '->', e.whom, e.what, e.fault ?? '');
  }
}
console.log(
  n,
  'seeds',
  steps,
  'steps',
  ((performance.now() - t) / n).toFixed(1),
  'ms/seed wall, cpu',
  ((process.cpuUsage().user - cpu0) / 1000 / n).toFixed(1),
  'bad',
  bad,
);
for (const [k, a] of agg) console.log(a.n, a.s.join(','), k, a.d.slice(0, 700));
