import type { Counterexample } from "../check/check-program.js";
import type { FunctionVerdict } from "../verdict.js";
import { type Report, type ReportEntry, VERDICTS } from "./report.js";
import { STYLE } from "./style.js";

/** Texts longer than this are left out of the page. */
const LONGEST_TEXT = 60_000;

/** The report as one page that needs nothing else: no script, no network. Whatever comes from programs is escaped. */
export function reportHtml(report: Report): string {
  const { title, createdAt, tookMs, totals, files } = report;
  const parts = VERDICTS.filter((verdict) => totals[verdict] > 0);
  const bar = parts.map((verdict) => `<i class="${verdict}" style="flex:${totals[verdict]}"></i>`).join("");
  const legend = parts.map((verdict) => `<span>${badge(verdict)} ${totals[verdict]}</span>`).join("");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}: translation report</title>
<style>${STYLE}</style>
<main>
<header>
<p class="kicker">Python → Rust → WebAssembly</p>
<h1>${text(title)}</h1>
<div class="figures">
${figure(`${totals.equal} of ${totals.files}`, totals.files === 1 ? "program equal" : "programs equal")}
${figure(String(totals.inputs), "inputs run in both worlds")}
${figure(String(totals.functions), "functions asked by themselves")}
${figure(seconds(tookMs), "in all")}
</div>
<div class="bar">${bar}</div>
<p class="legend">${legend}</p>
</header>
${files.map(section).join("\n")}
<footer>Made ${text(createdAt.slice(0, 19).replace("T", " "))} UTC. A verdict counts inputs; it proves nothing beyond them.</footer>
</main>
</html>
`;
}

function section(entry: ReportEntry): string {
  const {
    file,
    verdict,
    cases,
    functions,
    diagnostics,
    counterexample,
    error,
    modules,
    moduleBytes,
    strength,
    repaired,
  } = entry;
  const facts = [
    `${cases} ${cases === 1 ? "input" : "inputs"}`,
    ...(strength ? [`${strength.killed} of ${strength.faults} faults put into it were told`] : []),
    ...(repaired ? [`the body of ${repaired.function} was proposed by a language model`] : []),
    ...(moduleBytes === undefined ? [] : [`${Math.ceil(moduleBytes / 1024)} KiB module`]),
    ...(entry.timings.total === undefined ? [] : [seconds(entry.timings.total)]),
    ...(modules.length === 0 ? [] : [`with ${modules.join(", ")}`]),
    ...(entry.package === undefined ? [] : [entry.package]),
  ];
  return `<section>
<h2>${badge(verdict)} <span class="file">${text(file)}</span></h2>
<p class="facts">${facts.map(text).join(" · ")}</p>
${error === undefined ? "" : failure(error)}
${counterexample === undefined ? "" : difference(counterexample)}
${diagnostics.length === 0 ? "" : `<ul class="findings">${diagnostics.map(finding).join("")}</ul>`}
${functions.length === 0 ? "" : table(functions)}
${stages(entry.timings)}
${sources(entry)}
</section>`;
}

const failure = ({ stage, type, message, recoverable }: NonNullable<ReportEntry["error"]>): string =>
  `<p class="fault"><b>${text(stage)}</b> ended with <code>${text(type)}</code>: ${text(message)}${recoverable ? " <em>Another try may pass.</em>" : ""}</p>`;

function difference({ input, comparison }: Counterexample): string {
  const given = input.call ?? JSON.stringify(input);
  if (comparison.result !== "different") {
    return `<p class="fault">With <code>${text(given)}</code>: ${text(comparison.reason)}</p>`;
  }
  const { what, expected, actual } = comparison.difference;
  return `<div class="fault">With <code>${text(given)}</code>, ${text(what)} differs:
<dl><dt>Python</dt><dd><pre>${text(expected)}</pre></dd><dt>module</dt><dd><pre>${text(actual)}</pre></dd></dl></div>`;
}

const finding = ({ line, column, message, suggestion }: ReportEntry["diagnostics"][number]): string =>
  `<li><span class="place">${line}:${column}</span> ${text(message)}${suggestion === undefined ? "" : `<br><span class="hint">${text(suggestion)}</span>`}</li>`;

const SAID: Record<FunctionVerdict["verdict"], string> = {
  equal: "equal",
  different: "different",
  inconclusive: "inconclusive",
  unasked: "ran with the program",
  untranslated: "not translated",
};

function table(functions: readonly FunctionVerdict[]): string {
  const rows = functions.map(
    ({ name, line, verdict, cases, counterexample }) =>
      `<tr><td><code>${text(name)}</code></td><td class="number">${line}</td><td>${badge(verdict, SAID[verdict])}</td><td class="number">${cases === 0 ? "" : cases}</td><td>${counterexample === undefined ? "" : `<code>${text(counterexample)}</code>`}</td></tr>`,
  );
  return `<table><thead><tr><th>Function</th><th class="number">Line</th><th>Verdict</th><th class="number">Inputs</th><th></th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
}

/** How the time was spent, as a bar. */
function stages(timings: Readonly<Record<string, number>>): string {
  const spent = Object.entries(timings).filter(([name, ms]) => name !== "total" && ms >= 0.05);
  const total = spent.reduce((sum, [, ms]) => sum + ms, 0);
  if (total === 0) return "";
  const parts = spent.map(
    ([name, ms], i) => `<i class="s${i % 7}" style="flex:${ms.toFixed(2)}" title="${text(name)} ${seconds(ms)}"></i>`,
  );
  const names = spent.map(([name, ms], i) => `<span><i class="dot s${i % 7}"></i>${text(name)} ${seconds(ms)}</span>`);
  return `<div class="bar thin">${parts.join("")}</div><p class="legend">${names.join("")}</p>`;
}

function sources({ source, rust }: ReportEntry): string {
  if (source === undefined || source.length > LONGEST_TEXT || (rust ?? "").length > LONGEST_TEXT) return "";
  const made = rust === undefined ? "" : `<figure><figcaption>Rust</figcaption><pre>${text(rust)}</pre></figure>`;
  return `<details><summary>${rust === undefined ? "Source" : "Source and translation"}</summary><div class="texts">
<figure><figcaption>Python</figcaption><pre>${text(source)}</pre></figure>${made}</div></details>`;
}

const badge = (kind: string, said = kind): string => `<span class="badge ${kind}">${said}</span>`;
const figure = (value: string, said: string): string => `<p><b>${text(value)}</b>${text(said)}</p>`;
const seconds = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const text = (value: string): string => value.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
