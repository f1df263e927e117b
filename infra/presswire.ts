import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { makeAlarms } from './constructs/alarms.ts';
import { makeDashboard } from './constructs/dashboard.ts';
import { makeDropBucket } from './constructs/drop-bucket.ts';
import { makeEventBus } from './constructs/event-bus.ts';
import { makeHttpApi } from './constructs/http-api.ts';
import { makeKeyring } from './constructs/keyring.ts';
import { makeMinuteSchedule } from './constructs/minute-schedule.ts';
import { makePromiseAlarms } from './constructs/promise-alarms.ts';
import { makePublicSite } from './constructs/public-site.ts';
import { makeReleaseTable } from './constructs/release-table.ts';
import { makeServiceAlarms, makeServiceFigures } from './constructs/service-alarms.ts';
import { makeAnnounce } from './functions/announce.ts';
import { makeApi } from './functions/api.ts';
import { makeClock } from './functions/clock.ts';
import { makeConvert } from './functions/convert.ts';
import { makeDeliver } from './functions/deliver.ts';
import { makeIngest } from './functions/ingest.ts';
import type { Platform } from './functions/platform.ts';
import { makePublish } from './functions/publish.ts';
import { makeQueues } from './queues.ts';
import type { Stage } from './stages.ts';
import type { FunctionName } from './timeouts.ts';

export type PresswireProps = {
  stage: Stage;
  /** The bundle of each function. */
  code: (name: FunctionName) => Code;
  /** What the layer of convert holds. */
  sharp: Code;
};

/**
 * The whole pipeline (DESIGN §2): drop bucket, table, public site, the queues between them and the functions. One to a
 * stack, be it Presswire's own or somebody else's.
 */
export class Presswire extends Construct {
  /** Origin of every public address, without a slash at its end. */
  readonly siteUrl: string;
  /** Where authors put their files. */
  readonly dropBucket: Bucket;
  readonly publicBucket: Bucket;
  readonly table: Table;
  /** What webhooks' secrets derive from. */
  readonly keyring: Secret;
  /** Tells people of alarms. */
  readonly alarmTopic: ITopic;
  /** `release.*` events (source `presswire`), for functions of one's own. */
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { stage, code, sharp }: PresswireProps) {
    super(scope, id);
    const alarms = makeAlarms(this, 'Alarms', stage);
    makePromiseAlarms(alarms);
    const queues = makeQueues(this, alarms);
    const table = makeReleaseTable(this, 'Table');
    const dropBucket = makeDropBucket(this, 'Drop', stage, queues.uploads.queue);
    const keyring = makeKeyring(this, 'Keyring');
    const bus = makeEventBus(this, 'Bus');
    const platform: Platform = { stage, alarms, queues, table, dropBucket, keyring, bus, code, sharp };

    const api = makeApi(this, platform);
    const { domainName } = makeHttpApi(this, 'Http', api);
    const site = makePublicSite(this, 'Site', { stage, apiDomainName: domainName });

    const functions = {
      api,
      ingest: makeIngest(this, platform, site),
      convert: makeConvert(this, platform),
      announce: makeAnnounce(this, platform, site),
      publish: makePublish(this, platform, site),
      deliver: makeDeliver(this, platform, site),
      clock: makeClock(this, platform, site),
    };
    makeMinuteSchedule(this, 'Minute', functions.clock);

    const figures = makeServiceFigures(functions, table);
    makeServiceAlarms(alarms, figures);
    makeDashboard(this, 'Dashboard', { stage, alarms, figures, queues, functions });

    this.siteUrl = site.url;
    this.dropBucket = dropBucket;
    this.publicBucket = site.bucket;
    this.table = table;
    this.keyring = keyring;
    this.alarmTopic = alarms.topic;
    this.bus = bus;
  }
}
