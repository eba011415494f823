/** One entry of the system's package sources. */
export interface SourceEntry {
  readonly types: readonly string[];
  readonly uris: readonly string[];
  readonly suites: readonly string[];
}

export function parseDeb822(text: string): SourceEntry[];
export function parseSourcesList(text: string): SourceEntry[];
export function mirrorOf(entries: readonly SourceEntry[]): string | undefined;
export function findMirror(root?: string): Promise<string | undefined>;
export function hasApt(): Promise<boolean>;
export function unpackDebianPackage(options: {
  mirror: string;
  work: string;
  log: (line: string) => void;
  /** Release to take it from; the one Troupe is developed with when absent. */
  suite?: string;
}): Promise<string>;
export function downloadPackages(options: {
  mirror: string;
  suite: string;
  packages: readonly string[];
  /** Folder the archives are left in. */
  work: string;
  timeoutMs?: number;
}): Promise<string[]>;
