import { el } from './element.ts';

export type Bar = { label: string; good: number; bad: number };

const WIDTH = 240;
const HEIGHT = 60;

/** Bars over time, what failed on top in red. The sums stand beside it in words, for those who do not see it. */
export function plot(title: string, bars: readonly Bar[], words = sumOf(bars)): Element {
  const most = Math.max(1, ...bars.map(({ good, bad }) => good + bad));
  const width = WIDTH / Math.max(1, bars.length);
  return el(
    'figure',
    {},
    el('figcaption', {}, el('strong', {}, title), ` ${words}`),
    el(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `${title}: ${words}, highest ${most}` },
      bars.map(({ label, good, bad }, index) => {
        const [goodHeight, badHeight] = [good, bad].map((value) => (value / most) * (HEIGHT - 2));
        const x = index * width;
        return el(
          'g',
          {},
          el('title', {}, `${label}: ${good + bad}${bad === 0 ? '' : `, ${bad} failed`}`),
          rectangle('good', x, width, HEIGHT - 1 - (goodHeight ?? 0), goodHeight ?? 0),
          rectangle('bad', x, width, HEIGHT - 1 - (goodHeight ?? 0) - (badHeight ?? 0), badHeight ?? 0),
        );
      }),
      el('line', { x1: 0, x2: WIDTH, y1: HEIGHT - 1, y2: HEIGHT - 1 }),
    ),
  );
}

function rectangle(kind: string, x: number, width: number, y: number, height: number): Element {
  return el('rect', { class: kind, x: x + 0.5, width: Math.max(1, width - 1), y, height });
}

function sumOf(bars: readonly Bar[]): string {
  const total = bars.reduce((sum, { good, bad }) => sum + good + bad, 0);
  const failed = bars.reduce((sum, { bad }) => sum + bad, 0);
  return `${total}${failed === 0 ? '' : `, ${failed} of them failed`}`;
}
