import { WIRE_KINDS, type Wire } from './wires.ts';

/** What became of a template without one wire: the check that noticed, or nobody. */
export type Verdict = { wire: Wire; noticedBy: string | undefined; detail: string; ms: number };

/** Verdicts as a table for a terminal, or for a page of documentation. */
export function reportVerdicts(verdicts: readonly Verdict[], options: { markdown: boolean }): string {
  const rows = verdicts.map(({ wire, noticedBy, ms }) => [
    wire.kind,
    wire.name,
    noticedBy ?? 'NOBODY',
    `${(ms / 1000).toFixed(1)} s`,
  ]);
  const table = options.markdown
    ? markdown(
        ['Kind', 'Taken out', 'Noticed by'],
        rows.map((row) => row.slice(0, 3)),
      )
    : rows.map((row) => row.join('  |  ')).join('\n');
  return `${table}\n\n${summary(verdicts)}\n`;
}

/** `212 wires, 212 noticed, 0 survived`, and the survivors by name. */
export function summary(verdicts: readonly Verdict[]): string {
  const survivors = survivorsOf(verdicts);
  const line = `${verdicts.length} wires, ${verdicts.length - survivors.length} noticed, ${survivors.length} survived`;
  return [line, ...survivors.map(({ wire }) => `survived: ${wire.kind} ${wire.name}`)].join('\n');
}

export const survivorsOf = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.filter(({ noticedBy }) => noticedBy === undefined);

/**
 * Which wires to try: those whose kind and name hold a text, then at most `sample` of them, spread evenly so that each
 * kind is among them as far as the number allows.
 */
export function chooseWires(
  wires: readonly Wire[],
  options: { only?: string; sample?: number },
): readonly Wire[] {
  const { only = '', sample = Number.POSITIVE_INFINITY } = options;
  const wanted = wires.filter(({ kind, name }) =>
    `${kind} ${name}`.toLowerCase().includes(only.toLowerCase()),
  );
  if (wanted.length <= sample) return wanted;
  const byKind = WIRE_KINDS.map((kind) => wanted.filter((wire) => wire.kind === kind)).filter(
    ({ length }) => length > 0,
  );
  const longest = Math.max(...byKind.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, round) => byKind.flatMap((each) => each[round] ?? []));
  const chosen = new Set(rounds.flat().slice(0, sample));
  return wanted.filter((wire) => chosen.has(wire));
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const escape = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('*', '\\*');
