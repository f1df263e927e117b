import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../cli/commands.ts';
import { type } from '../../support/a-shell.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'nowhere-'));
/** The words of an example as a shell would part them, without its variables, pipes and further lines. */
const wordsOf = (example: string): string[] =>
  [...(example.split(/ [|>] /)[0] ?? '').matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain ?? '')
    .filter((word) => !/^[A-Z_]+=|^\\$/.test(word));

describe('the commands', () => {
  it('have names that differ', () => {
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    '%s: its help shows an example that may be typed',
    async (name, { examples }) => {
      const help = await type([...name.split(' '), '--help']);
      expect(help).toMatchObject({ code: 0, err: '' });
      for (const example of examples) {
        expect(help.out).toContain(example);
        if (!example.includes(`presswire ${name}`)) continue;
        const words = wordsOf(example.slice(example.indexOf('presswire ') + 10));
        expect(await type([...words, '--help'])).toMatchObject({ code: 0, err: '' });
      }
    },
  );

  it('are all in the overview', async () => {
    const { out } = await type([]);
    for (const { name, about } of COMMANDS)
      expect(out).toMatch(new RegExp(`^  ${name} +${about.slice(0, 20)}`, 'm'));
  });
});

describe('what is typed wrong', () => {
  it.each([
    [['doktor'], '"doktor" is no command'],
    [['partner', 'crate', 'x'], '"partner crate" is no command; there is partner list, show'],
    [['kill'], '<release> is missing'],
    [['kill', 'a/b', 'c', '--reason', 'x'], '"c" is one word too many'],
    [['kill', 'a/b', '--reson', 'x'], "Unknown option '--reson'"],
    [['kill', 'a/b'], '--reason is missing'],
    [['kill', 'a/b', '--reason', 'x'], 'nobody can be asked here; --yes'],
    [['deliveries', 'x', '--limit', '-1'], '--limit'],
    [['status', '--site', 'news.example'], 'the site is "news.example"'],
    [['status', '--data', nowhere], 'no Presswire is known here'],
    [['submit', 'a.txt'], '--newsroom is missing'],
    [['token', 'first', '--site', 'https://news.example'], 'TABLE is not set'],
  ])('%j: one line, code 2', async (words, said) => {
    const { code, out, err } = await type(words, { env: {} });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n')).toEqual([expect.stringContaining(said)]);
  });

  it('a group without its second word shows the help of all of it', async () => {
    const { code, out } = await type(['token']);
    expect(code).toBe(0);
    expect(out).toContain('presswire token create <role> [subject]');
  });

  it('an address where nobody is: one line that names the doctor, code 1', async () => {
    const { code, err } = await type(['partner', 'list', '--site', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(err).toMatch(/does not answer .*presswire doctor/);
  });
});
