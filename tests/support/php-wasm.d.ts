/** The package brings no types. */
declare module '@php-wasm/node-8-3' {
  export function getPHPLoaderModule(): Promise<unknown>;
}

/** Its own types lead to a folder, which Node's resolution does not follow. */
declare module '@php-wasm/universal' {
  export function loadPHPRuntime(loader: unknown): Promise<number>;
  export class PHP {
    constructor(runtime: number);
    mkdir(path: string): void;
    writeFile(path: string, text: string): void;
    run(options: { code: string }): Promise<{ text: string; errors: string; exitCode: number }>;
    exit(): void;
  }
}
