/** Looks of the report, for light and dark screens and for paper. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #f6f5f1; --card: #fff; --ink: #1d2433; --soft: #6a7183; --line: #e3e1da;
  --equal: #1f8a5b; --different: #c8372d; --inconclusive: #b7791f; --unsupported: #5b6472; --failed: #8e3fae; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171d; --card: #1c2129; --ink: #e8eaf0; --soft: #98a1b3; --line: #2c333e;
  --equal: #43c48b; --different: #ff7a70; --inconclusive: #e0aa4e; --unsupported: #97a1b2; --failed: #c98be2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 40px 20px 60px; }
h1 { font-size: 32px; line-height: 1.15; margin: 0 0 20px; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 0; display: flex; gap: 10px; align-items: center; overflow-wrap: anywhere; }
.kicker { margin: 0 0 4px; color: var(--soft); letter-spacing: .04em; font-size: 13px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-bottom: 18px; }
.figures p { margin: 0; padding: 14px 16px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; color: var(--soft); font-size: 13px; }
.figures b { display: block; font-size: 24px; color: var(--ink); letter-spacing: -.01em; }
.bar { display: flex; gap: 2px; height: 12px; border-radius: 6px; overflow: hidden; }
.bar.thin { height: 6px; margin-top: 16px; }
.bar i { min-width: 2px; }
i.equal { background: var(--equal); } i.different { background: var(--different); } i.inconclusive { background: var(--inconclusive); }
i.unsupported { background: var(--unsupported); } i.failed { background: var(--failed); }
.s0 { background: #4c78a8; } .s1 { background: #72b7b2; } .s2 { background: #54a24b; } .s3 { background: #eeca3b; }
.s4 { background: #f58518; } .s5 { background: #b279a2; } .s6 { background: #9d755d; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0 0; color: var(--soft); font-size: 12.5px; }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.dot { width: 8px; height: 8px; border-radius: 50%; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 18px 20px; margin-top: 18px; }
.facts { color: var(--soft); margin: 4px 0 0; font-size: 13.5px; overflow-wrap: anywhere; }
.badge { display: inline-block; padding: 1px 9px; border-radius: 999px; font-size: 12px; font-weight: 600; white-space: nowrap; color: var(--soft); border: 1px solid var(--line); }
.badge.equal { color: var(--equal); border-color: color-mix(in srgb, var(--equal) 40%, transparent); background: color-mix(in srgb, var(--equal) 12%, transparent); }
.badge.different { color: var(--different); border-color: color-mix(in srgb, var(--different) 40%, transparent); background: color-mix(in srgb, var(--different) 12%, transparent); }
.badge.inconclusive { color: var(--inconclusive); border-color: color-mix(in srgb, var(--inconclusive) 40%, transparent); background: color-mix(in srgb, var(--inconclusive) 12%, transparent); }
.badge.unsupported { color: var(--unsupported); border-color: color-mix(in srgb, var(--unsupported) 40%, transparent); background: color-mix(in srgb, var(--unsupported) 12%, transparent); }
.badge.failed { color: var(--failed); border-color: color-mix(in srgb, var(--failed) 40%, transparent); background: color-mix(in srgb, var(--failed) 12%, transparent); }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: 14px; font-size: 13.5px; }
th { text-align: left; color: var(--soft); font-weight: 500; font-size: 12px; padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); }
td { padding: 5px 8px 5px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; padding-right: 24px; font-variant-numeric: tabular-nums; }
th:nth-child(1) { width: 34%; } th:nth-child(2) { width: 9%; } th:nth-child(3) { width: 20%; } th:nth-child(4) { width: 10%; }
code, pre { font: 12.5px/1.5 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
.fault { margin: 12px 0 0; padding: 10px 12px; border-left: 3px solid var(--different); background: color-mix(in srgb, var(--different) 7%, transparent); border-radius: 0 8px 8px 0; overflow-wrap: anywhere; }
.fault dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 8px 0 0; } .fault dt { color: var(--soft); } .fault dd, .fault pre { margin: 0; white-space: pre-wrap; }
.findings { margin: 12px 0 0; padding-left: 0; list-style: none; font-size: 14px; } .findings li { padding: 3px 0; overflow-wrap: anywhere; }
.place { display: inline-block; min-width: 52px; color: var(--soft); font: 12.5px ui-monospace, "DejaVu Sans Mono", monospace; } .hint { color: var(--soft); padding-left: 56px; }
details { margin-top: 12px; } summary { cursor: pointer; color: var(--soft); font-size: 13.5px; }
.texts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 12px; margin-top: 10px; }
figure { margin: 0; min-width: 0; } figcaption { color: var(--soft); font-size: 12px; margin-bottom: 4px; }
figure pre { margin: 0; padding: 12px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; overflow: auto; max-height: 420px; }
footer { margin-top: 28px; color: var(--soft); font-size: 12.5px; }
@media print { body { background: #fff; } section { break-inside: avoid; } }
`;
