import { plainText } from './plain-text.ts';

const WIDEST = 60;

/** Rows under their columns' names. A column without a value in any row is left out. */
export function renderTable(rows: readonly object[], columns: readonly string[]): string {
  const cells = rows.map(
    (row) => new Map(Object.entries(row).map(([name, value]) => [name, plainText(value)])),
  );
  const shown = columns.filter((column) => cells.some((row) => (row.get(column) ?? '') !== ''));
  if (shown.length === 0) return '(none)';
  const lines = [shown, ...cells.map((row) => shown.map((column) => short(row.get(column) ?? '')))];
  const widths = shown.map((_, index) =>
    Math.max(...lines.map((line) => lettersOf(line[index] ?? '').length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, index) => pad(cell, widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What is known of one thing, a line each. */
export function renderFacts(facts: object): string {
  const lines = Object.entries(facts).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${plainText(value)}`).join('\n');
}

/** Ids are never cut: they are there to be copied. */
function short(cell: string): string {
  const letters = lettersOf(cell);
  if (!cell.includes(' ') || letters.length <= WIDEST) return cell;
  return `${letters.slice(0, WIDEST - 1).join('')}…`;
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - lettersOf(cell).length));
}

function lettersOf(text: string): string[] {
  return Array.from(text);
}
