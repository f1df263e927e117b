import { median } from './interleave.ts';
import type { Answer } from './question.ts';

export type Judged = Answer & { goal: number | undefined };

const COLUMNS = ['question', 'subject', 'baseline', 'median', 'min', 'max', 'goal', ''] as const;

/** The figures as one table of ratios, for a terminal. */
export function reportTable(answers: readonly Judged[]): string {
  const rows = answers.map((answer) => {
    const { ratio, min, max, goal, met } = figuresOf(answer);
    const amounts = [answer.subject, answer.baseline].map((amount) => `${rounded(amount)} ${answer.unit}`);
    return [
      answer.name,
      ...amounts,
      ...[ratio, min, max].map(rounded),
      goal === undefined ? '' : `≤ ${goal}`,
      met ? '' : 'above',
    ];
  });
  const all: readonly (readonly string[])[] = [COLUMNS, ...rows];
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => aligned(row, widths)).join('\n');
}

/** The same figures as JSON, with the ratio of every run. */
export function reportJson(answers: readonly Judged[]): string {
  return JSON.stringify(
    answers.map((answer) => ({ ...answer, ...figuresOf(answer) })),
    null,
    2,
  );
}

function figuresOf({ ratios, goal }: Judged) {
  const ratio = median(ratios);
  return {
    ratio,
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    goal,
    met: goal === undefined || ratio <= goal,
  };
}

/** Names to the left, figures to the right. */
function aligned(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
  );
  return cells.join('  ').trimEnd();
}

function rounded(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
}
