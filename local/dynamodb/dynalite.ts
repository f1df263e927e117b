import { createRequire } from 'node:module';
import * as z from 'zod';

/** A JSON object as DynamoDB sends and takes it. */
export type Body = Record<string, unknown>;
/** What a refused call throws or calls back with; anything without a `statusCode` is a fault of dynalite's. */
export type Refusal = Error & { statusCode: number; body: Body };
type Finished = (error: Error | null, output?: Body) => void;

/** dynalite's store, of which only what is called here is declared. */
export type Store = {
  tableDb: {
    awsAccountId: string;
    awsRegion: string;
    del(table: string, done: (error: Error | null) => void): void;
  };
  db: { open(): Promise<void>; close(done: (error: Error | null) => void): void };
};
/** One API action: its checks of the input, and its work. */
type Action = {
  /** Names of the parameters that are known. */
  parameters: ReadonlySet<string>;
  /** Throws a `Refusal` for an input that DynamoDB would refuse. */
  check(input: Body, store: Store): Body;
  run(store: Store, input: Body, finished: Finished): void;
};
export type Dynalite = {
  createStore(path: string | undefined): Store;
  action(name: string): Action;
};

type CreateStore = (options: {
  path?: string;
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
}) => Store;
type CheckConditional = (input: Body, existing: unknown) => Refusal | null | undefined;

const callable = <F>() => z.custom<F>((value) => typeof value === 'function', 'a function');
const dbModule = z.object({
  create: callable<CreateStore>(),
  checkConditional: callable<CheckConditional>(),
});
const checksModule = z.object({
  checkTypes: callable<(input: Body, types: object) => Body>(),
  checkValidations: callable<(input: Body, types: object, custom: unknown, store: Store) => void>(),
});
const rulesModule = z.object({ types: z.record(z.string(), z.unknown()), custom: z.unknown().optional() });

const CONDITIONAL_WRITES = ['putItem', 'updateItem', 'deleteItem'];
const OLD_VALUES_TYPE = { type: 'String', enum: ['ALL_OLD', 'NONE'] };

/**
 * dynalite's actions and checks, without its HTTP server: that one listens on every address, and a client that goes
 * away in the middle of a body ends its process.
 *
 * dynalite 4 does not know `ReturnValuesOnConditionCheckFailure`. It is added here: the condition is checked under the
 * item's lock, so the item in the answer is exactly the one that failed it.
 */
export function loadDynalite(): Dynalite {
  const require = createRequire(import.meta.url);
  const load = (path: string): unknown => require(`dynalite/${path}.js`);
  const db = dbModule.parse(load('db/index'));
  const checks = checksModule.parse(load('validations/index'));
  const actions = new Map<string, Action>();
  teachOldValues(load('db/index'), db.checkConditional);

  return {
    createStore: (path) =>
      db.create({
        ...(path === undefined ? {} : { path }),
        createTableMs: 0,
        deleteTableMs: 0,
        updateTableMs: 0,
      }),
    action(name) {
      const file = name.charAt(0).toLowerCase() + name.slice(1);
      let action = actions.get(file);
      if (action) return action;
      const rules = rulesModule.parse(load(`validations/${file}`));
      const types = CONDITIONAL_WRITES.includes(file)
        ? { ...rules.types, ReturnValuesOnConditionCheckFailure: OLD_VALUES_TYPE }
        : rules.types;
      action = {
        parameters: new Set(Object.keys(types)),
        check(input, store) {
          const checked = checks.checkTypes(input, types);
          checks.checkValidations(checked, types, rules.custom, store);
          return checked;
        },
        run: callable<Action['run']>().parse(load(`actions/${file}`)),
      };
      actions.set(file, action);
      return action;
    },
  };
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

const taught = new WeakSet<object>();

/** Wraps the check that dynalite's three conditional writes call through its shared module object. */
function teachOldValues(module: unknown, original: CheckConditional): void {
  if (typeof module !== 'object' || module === null || taught.has(module)) return;
  taught.add(module);
  const wrapped: CheckConditional = (input, existing) => {
    const refusal = original(input, existing);
    if (refusal && existing && input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD') {
      refusal.body['Item'] = existing;
    }
    return refusal;
  };
  Object.assign(module, { checkConditional: wrapped });
}
