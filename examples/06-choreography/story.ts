import type { Client } from "@troupe/sdk";

type Mission = Awaited<ReturnType<Client["missions"]["end"]>>;

/** What a planner noted of a decision: rules their path, a model its calls. */
interface Reason {
  readonly path?: readonly string[];
  readonly calls?: readonly { readonly name: string }[];
}

/** A mission in words: what was planned each time, and what came of it. */
export async function tellMission(client: Client, mission: Mission): Promise<string[]> {
  const { items } = await client.records.history(mission.id, { limit: 200 });
  const reasons = items.flatMap(({ type, data }): Reason[] => {
    const { reason } = (data ?? {}) as { reason?: Reason };
    return type === "mission.transitioned" && reason !== undefined ? [reason] : [];
  });
  const plans = reasons.map(({ path, calls = [] }) => (path ?? calls.map(({ name }) => name)).join("\n      "));
  const told = plans.filter((plan, at) => plan !== "" && plan !== plans[at - 1]);
  return ["How it was planned:", ...told.map((plan, at) => `  ${at + 1}.  ${plan}`), "", ...outcome(mission)];
}

function outcome({ data, status, result, failure }: Mission): string[] {
  const { title } = data as { title: string };
  if (status !== "succeeded") return [`${title}: ${failure?.message ?? status}`];
  const { sentences, by } = result as { sentences: string[]; by: string };
  return [`${title}, in the words of the ${by}:`, ...sentences.map((sentence) => `  ${sentence}`)];
}
