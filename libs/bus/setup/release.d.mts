/** An archive of nats-server's release page. */
export interface Release {
  readonly url: string;
  readonly folder: string;
  readonly ending: string;
  readonly sha256: string;
  readonly version: string;
}

export function releaseFor(platform: string, arch: string): Release | undefined;
export function unpackRelease(options: {
  release: Release;
  work: string;
  log: (line: string) => void;
  fetch?: typeof globalThis.fetch;
}): Promise<string>;
