import type { Condition, PlanMachine, PlanMove, PlanState } from "./plan-oracle.js";

/** A plan made by chance: it goes forward to its end, or back a bounded number of times. */
export function madePlan(random: () => number): PlanMachine {
  const below = (n: number): number => Math.floor(random() * n);
  const minutes = (): number => (10 + below(2000)) * 60_000;
  let keys = 0;

  const machine = (depth: number, at: string): PlanMachine => {
    const count = 1 + below(depth === 0 ? 4 : 2);
    const names = Array.from({ length: count }, (_, n) => `s${n}`);
    const ends = ["good", ...(random() < 0.6 ? ["bad"] : [])];
    const forward = (n: number): string =>
      [...names.slice(n + 1), ...ends][below(count - n - 1 + ends.length)] ?? "good";
    const back = (n: number): PlanMove => ({
      to: names[below(n + 1)] ?? "s0",
      when: { "<": [{ var: ["data.c", 0] }, 1 + below(3)] },
      set: { c: { $logic: { "+": [{ var: ["data.c", 0] }, 1] } } },
    });
    const state = (n: number): PlanState => {
      const mine: string[] = [];
      const calls = Array.from({ length: depth === 0 ? 1 + below(2) : below(3) }, () => {
        const key = `k${keys++}`;
        const isMany = random() < 0.25;
        if (!isMany) mine.push(key);
        const id = `${at}${key}`;
        const data = isMany ? { id: `${id}{{ item }}` } : { id };
        return { event: "do.requested", key, data, ...(isMany ? { each: [1, 2, 3].slice(0, 1 + below(3)) } : {}) };
      });
      const branches =
        depth < 2 && random() < 0.3
          ? Object.fromEntries(
              ["left", "right"].map((side) => [`${side}${keys++}`, machine(depth + 1, `${at}${side}.`)]),
            )
          : {};
      const parts = calls.reduce((sum, { each }) => sum + (each?.length ?? 1), 0) + Object.keys(branches).length;
      const next: PlanMove[] = [];
      const tested = mine[below(mine.length)];
      if (tested !== undefined && random() < 0.5) {
        const when: Condition = { ">": [{ var: `results.${tested}.v` }, below(9)] };
        next.push({ to: forward(n), when });
      }
      if (parts > 0 && random() < 0.5) next.push(back(n));
      next.push({ to: forward(n) });
      const on: Record<string, PlanMove> = {
        ...(random() < 0.4 ? { "fact.happened": random() < 0.5 ? { to: forward(n) } : back(n) } : {}),
        ...(calls.length > 0 && random() < 0.15 ? { "do.completed": back(n) } : {}),
        ...(calls.length > 0 && random() < 0.15 ? { "do.failed": { to: forward(n) } } : {}),
      };
      const joins = ["all", "any", "settled", { quorum: 1 + below(Math.max(1, parts)) }] as const;
      return {
        ...(calls.length > 0 ? { do: calls } : {}),
        ...(Object.keys(branches).length > 0 ? { parallel: branches } : {}),
        ...(parts > 0 ? { join: joins[below(4)] ?? "all" } : {}),
        next,
        ...(parts > 0 && random() < 0.6
          ? { otherwise: random() < 0.5 ? [back(n), { to: forward(n) }] : [{ to: forward(n) }] }
          : {}),
        ...(Object.keys(on).length > 0 ? { on } : {}),
        ...(random() < 0.3 ? { timeout: { ms: minutes(), ...(random() < 0.7 ? { to: forward(n) } : {}) } } : {}),
        ...(calls.length > 0 && random() < 0.4
          ? { retry: { attempts: 1 + below(3), delayMs: minutes(), factor: 1 + below(2) } }
          : {}),
      };
    };
    const states: Record<string, PlanState> = Object.fromEntries(names.map((name, n) => [name, state(n)]));
    states.good = { end: { as: "succeeded", result: { c: "{{ data.c? }}" } } };
    if (ends.includes("bad")) states.bad = { end: { as: "failed" } };
    return { initial: "s0", states };
  };
  return machine(0, "");
}
