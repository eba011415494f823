import { type Figure, figure } from "../kit/figure.js";
import { percentile } from "../kit/stats.js";
import { BLOCK, type Extent, fill, type Kind, multiply, startRig, timed } from "./rig.js";
import { leanSearch, queryOf } from "./search.js";

const QUERIES = 100;
/** Up to so many passages are written through the service; what is above is copied from them in the database. */
const WRITTEN_MOST = 100_000;

const SIZES = {
  short: { postgres: [1000, 5000], pglite: [1000, 5000] },
  full: { postgres: [1000, 10_000, 100_000, 1_000_000], pglite: [1000, 10_000, 30_000] },
} as const;

/** Growth of a fused search, PGlite and Postgres side by side; `sizes` names others. */
export async function growth({ full, sizes }: Extent): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of ["postgres", "pglite"] as const satisfies readonly Kind[]) {
    let first: number | undefined;
    for (const size of SIZES[full ? "full" : "short"][kind]) {
      if (sizes !== undefined && !sizes.includes(`${kind}.${size}`)) continue;
      await using rig = await startRig(kind, ["synthetic"]);
      const isCopied = size > WRITTEN_MOST;
      const written = isCopied ? Math.floor(WRITTEN_MOST / BLOCK) * BLOCK : size;
      const filled = await timed(() => fill(rig, { acme: written }, { graph: !isCopied }));
      if (isCopied) await multiply(rig, "acme", Math.round(size / written));
      const client = await rig.lean();
      const times: Record<"dense" | "hybrid", number[]> = { dense: [], hybrid: [] };
      for (let at = 0; at < QUERIES; at++) {
        const query = queryOf(at);
        await leanSearch(client, query, "dense");
        for (const mode of ["dense", "hybrid"] as const) {
          times[mode].push(await timed(() => leanSearch(client, query, mode)));
        }
      }
      const name = `growth.${kind}.${size}`;
      const value = percentile(times.hybrid, 0.5);
      const beside = first === undefined ? {} : { baseline: first };
      figures.push(
        figure({ name: `${name}.fused.p50`, value, unit: "ms", ...beside }),
        figure({ name: `${name}.fused.p95`, value: percentile(times.hybrid, 0.95), unit: "ms" }),
        figure({ name: `${name}.dense.p50`, value: percentile(times.dense, 0.5), unit: "ms" }),
        figure({ name: `${name}.fill`, value: (written * 1000) / filled, unit: "passages/s" }),
      );
      process.stderr.write(`${name}: fused ${value.toFixed(1)} ms\n`);
      first ??= value;
    }
  }
  return figures;
}
