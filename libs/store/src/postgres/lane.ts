import postgres from "postgres";
import type { Connection, ResultSet, Statement } from "../driver.js";
import { asText, OID, parseInt8, parseTextArray, TEXT_ARRAYS, TEXT_TYPES } from "../values.js";

const CONNECT_TIMEOUT_SECONDS = 5;
const IDLE_SECONDS = 120;
const BEGIN: Statement = { sql: "begin", params: [] };
const COMMIT: Statement = { sql: "commit", params: [] };
const ROLLBACK: Statement = { sql: "rollback", params: [] };

/** How a transaction begins. */
export interface Opening {
  readonly settings: Statement;
  /** Nothing is written: the commit is sent and not waited for. */
  readonly readsOnly: boolean;
  /** Longest that an answer is waited for, above the server's own bound: what is silent for longer is gone. */
  readonly answerWithinMs?: number;
}

/** A client of one connection, used by one at a time. Once the connection is lost it is of no use and is replaced. */
export interface Lane {
  readonly isLost: boolean;
  /** Runs `work` between `begin` and `commit`; `settings` leaves together with `begin`. */
  transaction<T>(opening: Opening, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** One statement between `begin` and `commit`, everything sent at once. */
  once(opening: Opening, statement: Statement): Promise<ResultSet>;
  /** One statement that is its own transaction, on a connection that once took `lasting` for its settings. */
  alone(lasting: Statement, statement: Statement, answerWithinMs: number): Promise<ResultSet>;
  close(): Promise<void>;
}

class ConnectionLost extends Error {
  readonly code = "CONNECTION_CLOSED";
}

/** The network stalls, or the server's machine has vanished without a word. */
class NoAnswer extends Error {
  readonly code = "NO_ANSWER";
}

/**
 * Opens a lane; it connects at first use. postgres.js writes to a connection's socket after it closed (which throws
 * outside any promise) and keeps half-written bytes across a reconnect, so nothing is sent here once the loss is
 * known, and a client never reconnects.
 */
export function openLane(url: string, applicationName: string): Lane {
  let isLost = false;
  let isSilent = false;
  let isSettled = false;
  let answerWithinMs: number | undefined;
  const sql = postgres(url, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    idle_timeout: IDLE_SECONDS,
    // It asks for array types at each connect in a promise of its own, whose rejection nobody can handle.
    fetch_types: false,
    connection: { application_name: applicationName },
    onnotice: () => {},
    onclose: () => {
      isLost = true;
    },
    types: {
      text: { to: OID.json, from: [...TEXT_TYPES], serialize: asText, parse: asText },
      textArray: { to: TEXT_ARRAYS[0], from: [...TEXT_ARRAYS], serialize: asText, parse: parseTextArray },
      int8: { to: OID.int8, from: [OID.int8], serialize: String, parse: parseInt8 },
    },
  });

  function send(text: string, params: readonly unknown[] = []) {
    if (isLost) throw new ConnectionLost("the connection was lost");
    return sql.unsafe(text, params as postgres.ParameterOrJSON<never>[], { prepare: params.length > 0 }).execute();
  }

  /** Sent now; the answers are in order. A rejection waits until it is asked for. */
  function sent({ sql: text, params }: Statement): Promise<ResultSet> {
    const answer = answered(send(text, params).values()).then((rows) => ({
      columns: (rows.columns ?? []).map(({ name, type }) => ({ name, type })),
      rows: [...rows],
    }));
    answer.catch(() => {});
    return answer;
  }

  /** Gives the connection up when no answer comes; what waits on it is rejected then. */
  async function answered<T>(answer: Promise<T>): Promise<T> {
    if (answerWithinMs === undefined) return answer;
    const timer = setTimeout(() => {
      isLost = isSilent = true;
      sql.end({ timeout: 0 }).catch(() => {});
    }, answerWithinMs);
    try {
      return await answer;
    } catch (error) {
      throw isSilent ? new NoAnswer("the database did not answer", { cause: error }) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    get isLost() {
      return isLost;
    },
    async transaction(opening, work) {
      answerWithinMs = opening.answerWithinMs;
      let failure: { readonly error: unknown } | undefined;
      const noted = async <T>(answer: () => Promise<T>): Promise<T> => {
        try {
          return await answer();
        } catch (error) {
          failure ??= { error };
          throw error;
        }
      };
      const opened = [sent(BEGIN), sent(opening.settings)];
      try {
        const result = await work({
          query: (text, params) => noted(() => sent({ sql: text, params })),
          script: async (text) => {
            await noted(async () => send(text).simple());
          },
        });
        for (const answer of opened) await noted(() => answer);
        if (failure !== undefined) throw failure.error;
        const committed = sent(COMMIT);
        if (!opening.readsOnly) await committed;
        return result;
      } catch (error) {
        if (!isLost) await sent(ROLLBACK).catch(() => {});
        throw error;
      }
    },
    async once(opening, statement) {
      answerWithinMs = opening.answerWithinMs;
      const answers = [BEGIN, opening.settings, statement, COMMIT].map(sent);
      const [, , result] = await Promise.all(opening.readsOnly ? answers.slice(0, -1) : answers);
      return result ?? { columns: [], rows: [] };
    },
    async alone(lasting, statement, withinMs) {
      answerWithinMs = withinMs;
      if (isSettled) return sent(statement);
      const [, result] = await Promise.all([sent(lasting), sent(statement)]);
      isSettled = true;
      return result;
    },
    close: () => sql.end({ timeout: 5 }),
  };
}
