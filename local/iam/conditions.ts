import { BlockList, isIPv6 } from 'node:net';
import { arnFits, fits } from './pattern.ts';

/** What is known about a request, by lower-case condition key. A key with several values is a list. */
export type Context = Readonly<Record<string, string | readonly string[]>>;
/** Operator, then condition key, then the values one of which must hold. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Test = (have: string, want: string) => boolean;
const numeric =
  (test: (have: number, want: number) => boolean): Test =>
  (have, want) =>
    test(Number(have), Number(want));
const dated =
  (test: (have: number, want: number) => boolean): Test =>
  (have, want) =>
    test(instant(have), instant(want));

/** IAM reference, "IAM JSON policy elements: Condition operators". A negated operator holds where the key is absent. */
const OPERATORS: Readonly<Record<string, { test: Test; negated?: true }>> = {
  StringEquals: { test: (have, want) => have === want },
  StringNotEquals: { test: (have, want) => have === want, negated: true },
  StringEqualsIgnoreCase: { test: (have, want) => have.toLowerCase() === want.toLowerCase() },
  StringNotEqualsIgnoreCase: {
    test: (have, want) => have.toLowerCase() === want.toLowerCase(),
    negated: true,
  },
  StringLike: { test: (have, want) => fits(want, have) },
  StringNotLike: { test: (have, want) => fits(want, have), negated: true },
  ArnEquals: { test: (have, want) => arnFits(want, have) },
  ArnLike: { test: (have, want) => arnFits(want, have) },
  ArnNotEquals: { test: (have, want) => arnFits(want, have), negated: true },
  ArnNotLike: { test: (have, want) => arnFits(want, have), negated: true },
  Bool: { test: (have, want) => have.toLowerCase() === want.toLowerCase() },
  NumericEquals: { test: numeric((have, want) => have === want) },
  NumericNotEquals: { test: numeric((have, want) => have === want), negated: true },
  NumericLessThan: { test: numeric((have, want) => have < want) },
  NumericLessThanEquals: { test: numeric((have, want) => have <= want) },
  NumericGreaterThan: { test: numeric((have, want) => have > want) },
  NumericGreaterThanEquals: { test: numeric((have, want) => have >= want) },
  DateEquals: { test: dated((have, want) => have === want) },
  DateNotEquals: { test: dated((have, want) => have === want), negated: true },
  DateLessThan: { test: dated((have, want) => have < want) },
  DateLessThanEquals: { test: dated((have, want) => have <= want) },
  DateGreaterThan: { test: dated((have, want) => have > want) },
  DateGreaterThanEquals: { test: dated((have, want) => have >= want) },
  IpAddress: { test: inRange },
  NotIpAddress: { test: inRange, negated: true },
};

/** Every condition key that some caller of `evaluate` supplies. A policy that asks for another one stops the start. */
const KEYS = new Set([
  'aws:securetransport',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceip',
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  's3:prefix',
  's3:delimiter',
  's3:max-keys',
  's3:versionid',
  's3:tlsversion',
  's3:authtype',
  's3:signatureversion',
  's3:x-amz-content-sha256',
  's3:x-amz-copy-source',
  's3:x-amz-metadata-directive',
  's3:x-amz-acl',
  's3:x-amz-server-side-encryption',
  's3:if-match',
  's3:if-none-match',
  'dynamodb:leadingkeys',
  'dynamodb:select',
  'secretsmanager:secretid',
  'ses:fromaddress',
  'ses:recipients',
]);

/** Throws for an operator or a key that is not run locally; `where` names the policy. */
export function checkConditions(conditions: Conditions, where: string): void {
  for (const [name, tests] of Object.entries(conditions)) {
    const { base } = readOperator(name);
    if (base !== 'Null' && !OPERATORS[base]) {
      throw new Error(`${where}: the condition operator ${name} is not run locally`);
    }
    for (const key of Object.keys(tests)) {
      if (!KEYS.has(key.toLowerCase())) {
        throw new Error(`${where}: the condition key ${key} is not run locally`);
      }
    }
  }
}

/** Whether every condition of a statement holds. Operators and keys are joined by AND, the values of a key by OR. */
export function conditionsHold(conditions: Conditions, context: Context): boolean {
  return Object.entries(conditions).every(([name, tests]) =>
    Object.entries(tests).every(([key, wanted]) => holds(name, wanted, context[key.toLowerCase()])),
  );
}

function holds(
  name: string,
  wanted: readonly string[],
  given: string | readonly string[] | undefined,
): boolean {
  const { base, quantifier, ifExists } = readOperator(name);
  if (base === 'Null')
    return wanted.some((want) => (want.toLowerCase() === 'true') === (given === undefined));
  const operator = OPERATORS[base];
  if (!operator) throw new Error(`the condition operator ${name} is not run locally`);
  if (given === undefined && ifExists) return true;
  const fulfils = (have: string) =>
    wanted.some((want) => operator.test(have, want)) !== (operator.negated === true);
  if (given === undefined) return quantifier === 'ForAllValues' || operator.negated === true;
  const values = typeof given === 'string' ? [given] : given;
  return quantifier === 'ForAllValues' ? values.every(fulfils) : values.some(fulfils);
}

function readOperator(name: string): { base: string; quantifier: string | undefined; ifExists: boolean } {
  const read = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(name);
  return { base: read?.[2] ?? name, quantifier: read?.[1], ifExists: read?.[3] !== undefined };
}

/** ISO 8601, or seconds since 1970, as IAM takes both. */
function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inRange(have: string, want: string): boolean {
  const [network = '', prefix] = want.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  if (prefix === undefined) list.addAddress(network, family);
  else list.addSubnet(network, Number(prefix), family);
  return list.check(have, isIPv6(have) ? 'ipv6' : 'ipv4');
}
