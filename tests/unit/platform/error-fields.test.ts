import { describe, expect, it } from 'vitest';
import { errorFields } from '#platform/error-fields.ts';
import { PermanentError, TransientError } from '#platform/errors.ts';

describe('errorFields', () => {
  it('shows code and context of a failure', () => {
    const error = new TransientError('PutItem was refused', { code: 'Throttling', context: { pk: 'x' } });
    expect(errorFields(error)).toEqual({
      error: 'TransientError',
      errorCode: 'Throttling',
      errorMessage: 'PutItem was refused',
      pk: 'x',
    });
    expect(errorFields(new PermanentError('no', { code: 'X' }))).toMatchObject({ error: 'PermanentError' });
  });

  it('shows where a bug is, and a message cut short', () => {
    const fields = errorFields(new TypeError('x'.repeat(1000)));
    expect(fields['errorMessage']).toHaveLength(300);
    expect(fields['at']).toContain('error-fields.test');
    expect(fields['at']).not.toContain('xxx');
  });

  it('leaves out what a parser quotes, and what is no error at all', () => {
    const quoted = (() => {
      try {
        return JSON.parse('RAHASIA') as unknown;
      } catch (error) {
        return error;
      }
    })();
    expect(JSON.stringify(errorFields(quoted))).not.toContain('RAHASIA');
    expect(errorFields('RAHASIA')).toEqual({ error: 'string' });
  });
});
