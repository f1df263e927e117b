import { runHistory } from './run-history.ts';
const from = Number(process.argv[2]),
  n = Number(process.argv[3] ?? 1);
let steps = 0,
  bad = 0;
const t = performance.now();
const agg = new Map();
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
    const a = agg.get(v.what) ?? { n: 0, s, d: v.detail };
    a.n++;
    agg.set(v.what, a);
  }
  if (n === 1) {
    for (const e of r.entries)
      console.log(((e.atMs - 1772352000000) / 1000).toFixed(2), e.who, '->', e.whom, e.what, e.fault ?? '');
  }
}
console.log(n, 'seeds', steps, 'steps', ((performance.now() - t) / n).toFixed(1), 'ms/seed bad', bad);
for (const [k, a] of agg) console.log(a.n, a.s, k, a.d.slice(0, 600));
