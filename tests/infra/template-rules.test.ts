import { expect, it } from 'vitest';
import { synthesised } from './synthesised.ts';
import { viewTemplate } from './template-view.ts';
import { TEMPLATE_RULES } from './template-rules.ts';

const { raw } = synthesised();

it.each(TEMPLATE_RULES)('$name', ({ broken }) => {
  expect(broken(viewTemplate(raw))).toEqual([]);
});
