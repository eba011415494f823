import postgres from "postgres";

/** What a Postgres server is. */
export interface DatabaseServer {
  readonly version: string;
  /** Version of the `vector` extension in the database, or that could be made there; undefined where there is none. */
  readonly vector: string | undefined;
}

const CONNECT_SECONDS = 5;

/** Asks the server at `url`, and changes nothing. Rejects with what the server, or the way to it, answered. */
export async function inspectDatabase(url: string): Promise<DatabaseServer> {
  const sql = postgres(url, { max: 1, connect_timeout: CONNECT_SECONDS, idle_timeout: 1, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('server_version') as version,
      (select coalesce(installed_version, default_version) from pg_available_extensions where name = 'vector') as vector`;
    return { version: String(row?.version).split(" ")[0] ?? "", vector: (row?.vector as string | null) ?? undefined };
  } finally {
    await sql.end({ timeout: 1 });
  }
}
