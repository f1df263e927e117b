/** What may differ between deployments of the stack; everything else is the same everywhere. */
export type Stage = {
  /** Part of physical names: lower-case letters, digits and hyphens. */
  name: string;
  stackName: string;
  siteScheme: 'https' | 'http';
  /** A host of the operator's own in front of the distribution; the certificate lies in us-east-1. */
  ownHost?: { name: string; certificateArn: string };
  endpointPolicy: 'public' | 'loopback';
  /** What release ids derive from: changing it gives every release a new identity. */
  network: string;
  networkName: string;
  logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Whether source maps are made beside the bundles, which takes half of the time of a synthesis. */
  sourceMaps: boolean;
  /** Who mails to partners come from; its domain is verified in SES. Without one none are sent. */
  mailFrom?: string;
  /** Who is told of alarms; without one they show in CloudWatch only. */
  alarmEmail?: string;
};
type Settings = Readonly<Record<string, string | undefined>>;

const EVERYWHERE = { network: 'presswire', networkName: 'Presswire', logLevel: 'INFO' } as const;
/** A stage that is not named here is deployed as production is, under its own name. */
const LOCAL = {
  siteScheme: 'http',
  endpointPolicy: 'loopback',
  sourceMaps: false,
  mailFrom: 'presswire@mail.example',
} as const;
const DEPLOYED = { siteScheme: 'https', endpointPolicy: 'public', sourceMaps: true } as const;
/** A bucket name has 63 characters, of which the account, the region and our words take up to 44. */
/** SES takes an address of the pattern local@domain; IAM compares both as they are written. */
const MAIL_ADDRESS = /^[^@\s<>"]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const STAGE_NAME = /^[a-z][a-z0-9-]{0,17}[a-z0-9]$/;

/**
 * The stage to synthesise. `PRESSWIRE_STAGE` names it (default `production`); `PRESSWIRE_HOST` with
 * `PRESSWIRE_CERTIFICATE_ARN` gives it a host of its own, `PRESSWIRE_NETWORK_NAME` a display name,
 * `PRESSWIRE_ALARM_EMAIL` somebody to tell, `PRESSWIRE_MAIL_FROM` the sender of mails to partners, and `PRESSWIRE_PUBLIC_ONLY=1` makes the stage `local` accept
 * public endpoints only. Throws for values that do not fit, saying which.
 */
export function readStage(settings: Settings = process.env): Stage {
  const name = settings['PRESSWIRE_STAGE'] || 'production';
  if (!STAGE_NAME.test(name)) {
    throw new Error(
      `PRESSWIRE_STAGE is "${name}"; it needs 2 to 19 lower-case letters, digits or hyphens, the first a letter`,
    );
  }
  const kind = name === 'local' ? LOCAL : DEPLOYED;
  const networkName = settings['PRESSWIRE_NETWORK_NAME'];
  const alarmEmail = settings['PRESSWIRE_ALARM_EMAIL'];
  return {
    ...EVERYWHERE,
    ...kind,
    name,
    stackName: name === 'production' ? 'Presswire' : `Presswire-${name}`,
    ...(settings['PRESSWIRE_PUBLIC_ONLY'] === '1' ? { endpointPolicy: 'public' } : {}),
    ...(networkName ? { networkName } : {}),
    ...(alarmEmail ? { alarmEmail } : {}),
    ...mailFrom(settings),
    ...ownHost(settings),
  };
}

function mailFrom(settings: Settings): Pick<Stage, 'mailFrom'> {
  const address = settings['PRESSWIRE_MAIL_FROM'];
  if (!address) return {};
  if (!MAIL_ADDRESS.test(address)) {
    throw new Error(`PRESSWIRE_MAIL_FROM is "${address}"; it needs a bare address such as news@example.org`);
  }
  return { mailFrom: address };
}

function ownHost(settings: Settings): Pick<Stage, 'ownHost'> {
  const name = settings['PRESSWIRE_HOST'];
  const certificateArn = settings['PRESSWIRE_CERTIFICATE_ARN'];
  if (!name && !certificateArn) return {};
  if (!name || !certificateArn) {
    throw new Error('PRESSWIRE_HOST and PRESSWIRE_CERTIFICATE_ARN go together; one of them is not set');
  }
  if (!/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/.+$/.test(certificateArn)) {
    throw new Error(
      `PRESSWIRE_CERTIFICATE_ARN is "${certificateArn}"; CloudFront takes ACM certificates of us-east-1 only`,
    );
  }
  return { ownHost: { name, certificateArn } };
}
