import { WIRE_KINDS, titleOf, type Wire } from './wires.ts';

const BEGIN = '<!-- mutate-template:begin -->';
const END = '<!-- mutate-template:end -->';
const HEAD = ['| whose | without | the check that fails |', '|---|---|---|'];

/** The check that notices a wire's absence, by the wire's title. */
export type Noticed = ReadonlyMap<string, string>;

/** Reads the table of a page. Throws for a page without its place, or with a line of another shape. */
export function readWireTable(page: string): Map<string, string> {
  const noticed = new Map<string, string>();
  let kind = '';
  for (const line of placeOf(page).table.split('\n')) {
    const [, heading] = /^\*\*(.+)\*\*$/.exec(line) ?? [];
    if (heading !== undefined) kind = heading;
    if (!line.startsWith('|') || HEAD.includes(line)) continue;
    const [, owner, names = '', check] = /^\| (.+?) \| (.+) \| (.+?) \|$/.exec(line) ?? [];
    if (owner === undefined || check === undefined)
      throw new Error(`the table of wires has the line ${line}`);
    for (const name of names.split('<br>')) noticed.set(`${kind}: ${owner}: ${name.slice(1, -1)}`, check);
  }
  return noticed;
}

/** The page with the table of these wires: a line for those of one kind and owner that one check notices. */
export function writeWireTable(page: string, wires: readonly Wire[], noticed: Noticed): string {
  const { before, after } = placeOf(page);
  const tables = WIRE_KINDS.flatMap((kind) => {
    const rows = rowsOf(
      wires.filter((wire) => wire.kind === kind),
      noticed,
    );
    return rows.length === 0 ? [] : [`**${kind}**`, '', ...HEAD, ...rows, ''];
  });
  return [before + BEGIN, '', ...tables, END + after].join('\n');
}

function rowsOf(wires: readonly Wire[], noticed: Noticed): string[] {
  const rows = new Map<string, { owner: string; check: string; names: string[] }>();
  for (const wire of wires) {
    const check = noticed.get(titleOf(wire));
    if (check === undefined) continue;
    const { owner, name } = wire;
    const row = rows.get(`${owner}\n${check}`) ?? { owner, check, names: [] };
    rows.set(`${owner}\n${check}`, row);
    row.names.push(`\`${name}\``);
  }
  return [...rows.values()].map(
    ({ owner, check, names }) => `| ${owner} | ${names.join('<br>')} | ${check} |`,
  );
}

function placeOf(page: string): { before: string; table: string; after: string } {
  const [before, rest] = page.split(BEGIN);
  const [table, after] = rest?.split(END) ?? [];
  if (before === undefined || table === undefined || after === undefined) {
    throw new Error(`the page has no place between ${BEGIN} and ${END}`);
  }
  return { before, table, after };
}
