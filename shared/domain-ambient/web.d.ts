// The few names beyond ECMAScript that the domain may use; nothing else of Node or the web exists for it.

declare class URL {
  constructor(url: string, base?: string);
  readonly href: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly origin: string;
  toString(): string;
  static canParse(url: string, base?: string): boolean;
  static parse(url: string, base?: string): URL | null;
}

declare class TextEncoder {
  encode(text?: string): Uint8Array;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}

declare module 'node:crypto' {
  type Hash = {
    update(data: string | Uint8Array): Hash;
    digest(encoding: 'hex' | 'base64' | 'base64url'): string;
    digest(): Uint8Array;
  };
  export function createHash(algorithm: 'sha256' | 'sha1'): Hash;
  export function createHmac(
    algorithm: 'sha256' | 'sha1' | 'sha384' | 'sha512',
    key: string | Uint8Array | KeyObject,
  ): Hash;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
  export function hkdfSync(
    digest: 'sha256',
    key: string | Uint8Array,
    salt: string | Uint8Array,
    info: string | Uint8Array,
    keyLength: number,
  ): ArrayBuffer;
  type KeyObject = { export(options: { format: 'jwk' }): { x?: string } };
  export function createSecretKey(bytes: Uint8Array): KeyObject;
  export function createPrivateKey(pem: string): KeyObject;
  export function createPublicKey(key: string | KeyObject): KeyObject;
  export function sign(algorithm: null, data: Uint8Array, key: KeyObject): Uint8Array;
  export function verify(algorithm: null, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean;
}

declare function atob(base64: string): string;
declare function btoa(latin1: string): string;
