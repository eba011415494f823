import { createHash } from "node:crypto";
import type { HistoryEntry } from "@troupe/contracts";
import type { LlmAnswer, LlmCall } from "../llm/llm.js";
import type { Moment } from "../strategy.js";
import type { ChoreographyState, LogEntry } from "./log.js";

const PAGE = 200;

/** What is kept of a model's answer with the decision that it led to. */
export interface Recording {
  /** Hash of the situation in which the model answered. */
  readonly situation: string;
  readonly said: string;
  readonly calls: readonly Pick<LlmCall, "name" | "args">[];
}

/** Hash of everything that a model's choice goes by, but for ids and times. */
export function situationOf(goal: unknown, { log, asks }: ChoreographyState, tools: readonly string[]): string {
  const happened = log.map((entry: LogEntry) => ({ ...entry, id: undefined }));
  const open = asks.map(({ number, type }) => ({ number, type }));
  return createHash("sha256")
    .update(JSON.stringify([goal, happened, open, tools]))
    .digest("hex");
}

/** The mission that a mission repeats. */
export async function repeatedBy({ platform, mission }: Moment): Promise<string | undefined> {
  const { items } = await platform.records.history(mission.id, { limit: 1 });
  const data =
    items[0]?.type === "mission.created" ? (items[0].data as { replay?: { mission?: string } } | null) : null;
  return data?.replay?.mission;
}

/** What the model answered in that situation of that mission. */
export async function recordedAnswer(
  { platform }: Moment,
  missionId: string,
  situation: string,
): Promise<LlmAnswer | undefined> {
  let cursor: string | undefined;
  do {
    const page = await platform.records.history(missionId, {
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const entry of page.items) {
      const recording = recordingOf(entry);
      if (recording?.situation === situation) return answerOf(recording);
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return undefined;
}

function recordingOf({ type, data }: HistoryEntry): Recording | undefined {
  if (type !== "mission.transitioned") return undefined;
  const { reason } = (data ?? {}) as { reason?: Partial<Recording> };
  return reason?.situation === undefined || reason.calls === undefined ? undefined : (reason as Recording);
}

const answerOf = ({ said, calls }: Recording): LlmAnswer => ({
  text: said,
  calls: calls.map(({ name, args }, at) => ({ id: `recorded-${at}`, name, args })),
  usage: { prompt: 0, answer: 0 },
});
