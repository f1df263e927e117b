import { AwsError, type Now } from '../protocol.ts';
import { capacityOf, isMetered, type Capacity } from './capacity.ts';
import { isRefusal, loadDynalite, type Body } from './dynalite.ts';
import { makeTable } from './make-table.ts';
import { readTable, type TableDefinition } from './table.ts';
import { deleteExpired, describeTimeToLive } from './time-to-live.ts';

/** The API that is run. Transactions, PartiQL, streams, backups and the rest answer `UnknownOperationException`. */
const ACTIONS = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]);

type Result = { status: number; body: Body };
type DynamoAnswer = { status: number; body: Body; capacity: readonly Capacity[] };
export type Dynamo = {
  /** Resolves when the tables can be read; rejects where another process has them or they are damaged. */
  opened(): Promise<void>;
  /** One API call. A refusal by DynamoDB is an answer with its status; `AwsError` for what is not run locally. */
  handle(action: string, input: Body): Promise<DynamoAnswer>;
  /** Makes a table from the properties of `AWS::DynamoDB::Table`; one that is there already stays as it is. */
  createTable(name: string, props: unknown): Promise<void>;
  /** The name of a table's partition key, for `dynamodb:LeadingKeys`. */
  partitionKey: (table: string) => string | undefined;
  /** Deletes what has outlived its time-to-live attribute; AWS does so within days. Gives the number deleted. */
  expire(): Promise<number>;
  close(): Promise<void>;
};
type Options = {
  /** Directory of the tables; without one they are in memory. */
  path?: string;
  account: string;
  region: string;
  now: Now;
};

/** DynamoDB on dynalite, in this process. `path` may be open in one process only. */
export function makeDynamo({ path, account, region, now }: Options): Dynamo {
  const dynalite = loadDynalite();
  const store = dynalite.createStore(path);
  store.tableDb.awsAccountId = account;
  store.tableDb.awsRegion = region;
  const tables = new Map<string, TableDefinition>();

  /** A query that goes on after its table is closed ends the process, whoever asked for it. */
  const underWay = new Set<Promise<unknown>>();
  let isClosing = false;
  const run = async (name: string, input: Body): Promise<Result> => {
    if (isClosing) throw new Error('the tables are being closed');
    const running = carryOut(name, input);
    underWay.add(running);
    return running.finally(() => underWay.delete(running));
  };
  const carryOut = (name: string, input: Body): Promise<Result> =>
    new Promise((resolve, reject) => {
      const refuse = (error: unknown) => {
        if (isRefusal(error)) resolve({ status: error.statusCode, body: error.body });
        else reject(error instanceof Error ? error : new Error('dynalite failed', { cause: error }));
      };
      try {
        const action = dynalite.action(name);
        action.run(store, action.check(input, store), (error, output) => {
          if (error) refuse(error);
          else resolve({ status: 200, body: output ?? {} });
        });
      } catch (error) {
        refuse(error);
      }
    });

  const refuseUnknown = (name: string, given: Body): void => {
    if (!ACTIONS.has(name)) throw new AwsError('UnknownOperationException', `${name} is not run locally`);
    const known = dynalite.action(name).parameters;
    const unknown = Object.keys(given).find((parameter) => !known.has(parameter));
    if (unknown !== undefined) {
      throw new AwsError('ValidationException', `${name}: the parameter ${unknown} is not run locally`);
    }
  };

  const handle = async (name: string, given: Body): Promise<DynamoAnswer> => {
    refuseUnknown(name, given);
    if (name === 'DescribeTimeToLive') {
      const definition = tables.get(String(given['TableName']));
      if (definition) return { status: 200, body: describeTimeToLive(definition.timeToLive), capacity: [] };
    }
    const asked = given['ReturnConsumedCapacity'];
    const silent = isMetered(name) && (asked === undefined || asked === 'NONE');
    const input = silent ? { ...given, ReturnConsumedCapacity: 'TOTAL' } : given;
    const { status, body } = await run(name, input);
    const capacity = status === 200 ? capacityOf(name, body) : [];
    if (!silent) return { status, body, capacity };
    const { ConsumedCapacity: _, ...rest } = body;
    return { status, body: rest, capacity };
  };

  return {
    opened: () =>
      store.db.open().catch((cause: unknown) => {
        throw new Error(`the tables in ${path} cannot be opened: is another run using them?`, { cause });
      }),
    handle,
    partitionKey: (table) => tables.get(table)?.keys[0],
    async createTable(name, props) {
      const definition = readTable(name, props);
      await makeTable({ call: run, store }, name, definition);
      tables.set(name, definition);
    },
    async expire() {
      let count = 0;
      for (const [table, { keys, timeToLive }] of tables) {
        if (timeToLive === undefined) continue;
        const before = Math.floor(now() / 1000);
        count += await deleteExpired({ call: run, table, keys, attribute: timeToLive, before });
      }
      return count;
    },
    async close() {
      isClosing = true;
      await Promise.allSettled(underWay);
      await new Promise<void>((resolve, reject) => {
        store.db.close((error) => (error ? reject(error) : resolve()));
      });
    },
  };
}
