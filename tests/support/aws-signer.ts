import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

export type Credentials = { accessKeyId: string; secretAccessKey: string };
export type Unsigned = {
  method: string;
  /** Percent-encoded, as it will be sent. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Buffer;
};
/** What of a signed request an HTTP client needs. */
export type SignedRequest = {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string | Buffer;
};

const CLIENTS = { s3: S3Client, sqs: SQSClient };

/** The signature that the SDK's own signer of a service makes: an opinion about SigV4 that is not ours. */
export function makeAwsSigner(service: keyof typeof CLIENTS, credentials: Credentials, endpoint: string) {
  const client = new CLIENTS[service]({ endpoint, region: 'us-east-1', credentials });
  const url = new URL(endpoint);
  const prepare = ({ method, path, query = {}, headers = {}, body }: Unsigned) => ({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path,
    query,
    headers: { host: url.host, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const finish = (
    signed: { method: string; path: string; query?: object; headers: Record<string, string> },
    body: Unsigned['body'],
  ): SignedRequest => {
    const query = Object.entries(signed.query ?? {})
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
      .join('&');
    const { method, path, headers } = signed;
    return { method, target: query ? `${path}?${query}` : path, headers, body: body ?? '' };
  };
  const signer = async () => {
    const made = await client.config.signer();
    if (!('presign' in made)) throw new Error('this signer cannot presign');
    return made as typeof made & {
      presign(request: object, options: object): Promise<Parameters<typeof finish>[0]>;
      sign(text: string, options: object): Promise<string>;
    };
  };

  return {
    /** Signed in the headers; for another service of the same kind where one is named. */
    async sign(
      request: Unsigned,
      signingDate: Date,
      signingService = service as string,
    ): Promise<SignedRequest> {
      const signed = await (await signer()).sign(prepare(request), { signingDate, signingService });
      return finish(signed, request.body);
    },
    /** Signed in the URL, with the body left open. */
    async presign(request: Unsigned, signingDate: Date, expiresIn: number): Promise<SignedRequest> {
      const headers = { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      const prepared = prepare({ ...request, headers });
      return finish(await (await signer()).presign(prepared, { signingDate, expiresIn }), request.body);
    },
    /** Signs a text: the policy of a form. */
    async signText(text: string, signingDate: Date): Promise<string> {
      return (await signer()).sign(text, { signingDate });
    },
    destroy: () => client.destroy(),
  };
}
