import type { Entry } from '../engine/history.ts';
import type { Ran } from '../run-history.ts';
import { START_MS } from '../world/start.ts';

const COLUMN = 190;
const ROW = 22;
const LEFT = 110;
/** A browser draws no more at a readable speed. */
const MOST_ROWS = 4_000;

/** A history as a sequence diagram: a column for everybody who takes part, an arrow for each thing that happened. */
export function historyAsHtml(ran: Ran, command: string): string {
  const entries = ran.entries.slice(0, MOST_ROWS);
  const columns = [...new Set(entries.flatMap(({ who, whom }) => [groupOf(who), groupOf(whom)]))];
  const [width, height] = [LEFT + columns.length * COLUMN, (entries.length + 3) * ROW];
  const x = (name: string): number => LEFT + columns.indexOf(groupOf(name)) * COLUMN + COLUMN / 2;
  const lines = columns.map(
    (name) =>
      `<text x="${x(name)}" y="16" text-anchor="middle" class="who">${escape(name)}</text><line x1="${x(name)}" x2="${x(name)}" y1="24" y2="${height}" class="life"/>`,
  );
  const arrows = entries.map((entry, index) => arrowOf(entry, x, (index + 2) * ROW));
  const broken = ran.violations.map(
    ({ what, detail }) => `<li><b>${escape(what)}</b> ${escape(detail)}</li>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>History of seed ${ran.seed}</title><style>
body{font:13px/1.4 system-ui,sans-serif;margin:1rem}svg{display:block}text{font-size:10px;fill:#333}
.who{font-weight:600;font-size:12px}.life{stroke:#ddd}.arrow{stroke:#567;marker-end:url(#end)}
.fault line{stroke:#c30}.fault text{fill:#c30}code{background:#eee;padding:.1em .3em}
</style></head><body>
<h1>History of seed ${ran.seed}</h1><p>${ran.steps} steps. Replay: <code>${escape(command)}</code></p>
<ul>${broken.join('') || '<li>Nothing was broken.</li>'}</ul>
<svg width="${width}" height="${height}"><defs><marker id="end" markerWidth="7" markerHeight="7" refX="6" refY="3" orient="auto"><path d="M0,0L6,3L0,6" fill="none" stroke="#567"/></marker></defs>
${lines.join('\n')}
${arrows.join('\n')}
</svg></body></html>
`;
}

function arrowOf({ atMs, who, whom, what, fault }: Entry, x: (name: string) => number, y: number): string {
  const seconds = ((atMs - START_MS) / 1000).toFixed(2);
  const [from, to] = [x(who), x(whom)];
  const said = `${who.replace(/^\D+/, '#')} ${what}${fault === undefined ? '' : ` · ${fault}`}`;
  return `<g class="${fault === undefined ? '' : 'fault'}"><title>${escape(`${who} → ${whom}: ${what}`)}</title><text x="4" y="${y}">${seconds}</text><line x1="${from}" x2="${to}" y1="${y}" y2="${y}" class="arrow"/><text x="${Math.min(from, to) + 4}" y="${y - 3}">${escape(said.slice(0, 90))}</text></g>`;
}

/** Containers of one function share a column, the calls of one port too. */
function groupOf(name: string): string {
  return name.replace(/ \d+$/, '').replace(/\..*$/, '');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
