import { isFinal, type Mission, type Transition } from "@troupe/contracts";
import type { MissionsClient, Platform } from "@troupe/sdk";
import { type TestStack, testStack } from "@troupe/sdk/testing";

/** The missions of a test stack, with everything that planners tell them noted, and room to interfere. */
export class Ledger {
  readonly transitions: Transition[] = [];
  readonly spent: { key: string; tokens?: number | undefined; cost?: number | undefined }[] = [];
  /** Called before a transition is committed. */
  interfere: (id: string, transition: Transition) => Promise<void> = async () => undefined;
  /** Called after a transition is committed, before its planner hears of that. */
  committed: (transition: Transition) => Promise<void> = async () => undefined;
  readonly #stack: TestStack;

  constructor(stack: TestStack) {
    this.#stack = stack;
  }

  get platform(): Platform {
    return { ...this.#stack.platform, missions: this.#noting(this.#stack.platform.missions) };
  }

  /** The missions themselves, nothing noted. */
  engine(): MissionsClient {
    return this.#stack.platform.missions;
  }

  create(mission: Parameters<MissionsClient["create"]>[0]): Promise<Mission> {
    return this.#stack.client.missions.create(mission);
  }

  /** Adds a tag, so that the mission has a newer revision. */
  async touch(id: string): Promise<void> {
    const { missions } = this.#stack.client;
    const { rev, tags } = (await missions.get(id)) as Mission;
    await missions.patch(id, { ifRev: rev, tags: [...tags, `rev-${rev}`] });
  }

  async all(): Promise<readonly Mission[]> {
    return (await this.#stack.client.missions.list()).items;
  }

  /** The mission once it has ended; the only one unless named. */
  async ended(id?: string, withinMs = 300_000): Promise<Mission> {
    for (let passed = 0; ; passed += 100) {
      await this.#stack.advance(0);
      const missions = await this.all();
      const found = id === undefined ? missions[0] : missions.find((mission) => mission.id === id);
      if (found !== undefined && isFinal(found.status)) return found;
      if (passed >= withinMs) throw new Error(`not ended: ${JSON.stringify(missions)}`);
      await this.#stack.advance(100);
    }
  }

  #noting(missions: MissionsClient): MissionsClient {
    return {
      ...missions,
      spend: async (id, spend) => {
        const answer = await missions.spend(id, spend);
        const { key, tokens, cost } = spend;
        if (!this.spent.some((known) => known.key === key)) this.spent.push({ key, tokens, cost });
        return answer;
      },
      settleSpend: async (id, key, came) => {
        const answer = await missions.settleSpend(id, key, came);
        Object.assign(this.spent.find((known) => known.key === key) ?? {}, came);
        return answer;
      },
      transition: async (id, transition) => {
        await this.interfere(id, transition);
        const transitioned = await missions.transition(id, transition);
        if (transitioned.applied) this.transitions.push(transition);
        await this.committed(transition);
        return transitioned;
      },
    };
  }
}

/** Opens the database that the stacks of a test process share: the first start of it takes its time. */
export async function warmUp(): Promise<void> {
  await using _stack = await testStack({ missions: true });
}
