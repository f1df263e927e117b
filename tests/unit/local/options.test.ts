import { describe, expect, it } from 'vitest';
import { HELP, readOptions } from '../../../local/options.ts';
import { StartError } from '../../../local/start-error.ts';

describe('the options of npm start', () => {
  it('has the documented defaults', () => {
    expect(readOptions([])).toEqual({
      help: false,
      port: 8080,
      awsPort: 4566,
      data: '.presswire',
      drop: './drop',
      sample: true,
      publicOnly: false,
    });
  });

  it('reads each option, and the help names it', () => {
    const given = [
      '--port',
      '0',
      '--aws-port=1',
      '--data',
      'd',
      '--drop',
      'f',
      '--no-sample',
      '--public-only',
      '--help',
    ];
    expect(readOptions(given)).toEqual({
      help: true,
      port: 0,
      awsPort: 1,
      data: 'd',
      drop: 'f',
      sample: false,
      publicOnly: true,
    });
    for (const option of given.filter((each) => each.startsWith('--')))
      expect(HELP).toContain(option.split('=')[0]);
  });

  it.each([
    [['--prot', '1'], '--prot'],
    [['--port'], '--port'],
    [['--port', 'x'], '--port is "x"'],
    [['--port', '65536'], '65535'],
    [['--port', '-1'], '--port'],
    [['--data', ''], '--data is empty'],
    [['8080'], '"8080" is no option'],
  ])('refuses %o in one line', (args, said) => {
    let message = '';
    try {
      readOptions(args);
    } catch (error) {
      expect(error).toBeInstanceOf(StartError);
      message = (error as Error).message;
    }
    expect(message).toContain(said);
    expect(message).not.toContain('\n');
  });
});
