import { announcing } from './announce.ts';
import { bundles } from './bundles.ts';
import { consolePaint } from './console.ts';
import { deliver, deliverFar } from './deliver.ts';
import { embargo } from './embargo.ts';
import { feed } from './feed.ts';
import { ingest, page } from './ingest.ts';
import { interleave } from './interleave.ts';
import { isolation } from './isolation.ts';
import { formats } from './formats.ts';
import { helpText, readOptions, type BenchOptions } from './options.ts';
import type { Question } from './question.ts';
import { reportJson, reportTable, type Judged } from './report.ts';
import { signing } from './sign.ts';

const QUESTIONS: readonly Question[] = [
  page,
  ingest,
  feed,
  signing,
  deliver,
  deliverFar,
  announcing,
  isolation,
  embargo,
  formats,
  bundles,
  consolePaint,
];

async function run({ help, json, only, runs }: BenchOptions): Promise<void> {
  if (help) return console.log(helpText(QUESTIONS));
  const answers: Judged[] = [];
  for (const question of QUESTIONS) {
    if (only === undefined || only === question.name) answers.push(...(await answersTo(question, runs)));
  }
  console.log(json ? reportJson(answers) : reportTable(answers));
}

async function answersTo(question: Question, runs: number): Promise<Judged[]> {
  const { name, goal } = question;
  switch (question.kind) {
    case 'timed':
      return [{ name, goal, unit: 'µs', ...interleave(question.prepare(), runs) }];
    case 'paired':
      return [{ name, goal, ...(await question.measure(runs)) }];
    case 'counted': {
      const counted = await question.count();
      return counted.map((answer) => ({ ...answer, goal, ratios: [answer.subject / answer.baseline] }));
    }
  }
}

const options = readOptions(
  process.argv.slice(2),
  QUESTIONS.map(({ name }) => name),
);
if (options.ok) await run(options.value);
else {
  console.error(`${options.error}; npm run bench -- --help lists what there is`);
  process.exitCode = 2;
}
