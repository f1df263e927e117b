import { expect, it } from 'vitest';
import { OPERATIONS } from '../../../functions/api/operations.ts';
import { aNetwork } from './a-network.ts';

it('is described for programs: every call, its schemas, its refusals', async () => {
  const { api } = await aNetwork();
  const response = await api.request('/api/openapi.json');
  const document = JSON.parse(await response.text());
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(OPERATIONS.map(({ method, path }) => `${method} ${path}`).toSorted());
  const { requestBody, responses } = document.paths['/api/partners'].post;
  expect(requestBody.content['application/json'].schema).toMatchObject({
    type: 'object',
    required: ['id', 'name', 'contactEmail'],
    additionalProperties: false,
    properties: { embargo: { enum: ['hold', 'advance'], default: 'hold' } },
  });
  expect(Object.keys(responses)).toEqual(['201', '400', '401', '404', '409', '413', '415', '422', '429']);
  const references = JSON.stringify(document).match(/#\/components\/[^"]+/g) ?? [];
  for (const reference of new Set(references)) {
    const target = reference
      .slice(2)
      .split('/')
      .reduce((at, step) => at?.[step], document);
    expect([reference, target]).not.toEqual([reference, undefined]);
  }
});

it('is described for people, without a script', async () => {
  const { api } = await aNetwork();
  const response = await api.request('/api/reference');
  const page = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|\son\w+=/i);
  for (const { path } of OPERATIONS) expect(page).toContain(path);
});
