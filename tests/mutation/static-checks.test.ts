import { expect, it } from 'vitest';
import { synthesised } from '../infra/synthesised.ts';
import { STATIC_CHECKS, staticFailure } from './static-checks.ts';
import { templateSchema, wiresOf, without, type Wire } from './wires.ts';

const template = templateSchema.parse(synthesised().raw);
const wires = wiresOf(template);
const [plain, logs, polling] = STATIC_CHECKS.map(({ name }) => name);
const holding = (...parts: string[]): Wire[] =>
  wires.filter(({ kind, name }) => parts.every((part) => `${kind} ${name}`.includes(part)));
const noticed = (wire: Wire): string | undefined => staticFailure(without(template, wire));

it('holds for the template as it is', () => {
  expect(staticFailure(template)).toBeUndefined();
});

it.each([
  [plain, holding('Deny ')],
  [logs, holding('action ', 'logs:')],
  [logs, holding('action ', 'xray:')],
  [logs, holding('statement ', 'logs:PutLogEvents')],
  [polling, holding('action ', 'sqs:GetQueueAttributes in')],
  [polling, holding('statement ', 'sqs:GetQueueAttributes')],
])('"%s" notices', (name, of) => {
  expect(of.length).toBeGreaterThan(5);
  expect(of.map(noticed)).toEqual(of.map(() => name));
});

it('leaves what a run can show to the run', () => {
  const shown = [
    ...holding('event source'),
    ...holding('variable '),
    ...holding('redrive '),
    ...holding('dynamodb:'),
  ];
  expect(shown.length).toBeGreaterThan(50);
  expect(shown.map(noticed)).toEqual(shown.map(() => undefined));
});
