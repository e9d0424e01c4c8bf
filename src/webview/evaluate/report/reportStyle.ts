/** What a report looks like, in light and dark as its reader has it. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1f1f1f; --dim: #5c5c5c; --line: #d4d4d4;
  --chart-paper: #fff; --chart-ink: #1f1f1f; --chart-dim: #5c5c5c; --chart-grid: #ebebeb;
  --chart-line: #1a6fb5; --chart-base: #6b6b6b; --chart-mark: #b5520a;
  --chart-font: system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1e1e1e; --ink: #dedede; --dim: #a3a3a3; --line: #4a4a4a;
    --chart-paper: #1e1e1e; --chart-ink: #dedede; --chart-dim: #a3a3a3; --chart-grid: #333;
    --chart-line: #4fa3e0; --chart-base: #9a9a9a; --chart-mark: #e8944a;
  }
}
body {
  max-width: 1100px; margin: 0 auto; padding: 24px 16px;
  background: var(--paper); color: var(--ink); font: 14px/1.45 system-ui, sans-serif;
}
h1 { font-size: 1.5em; } h2 { font-size: 1.25em; } h3 { margin: 0 0 4px; font-size: 1.05em; }
bdi { unicode-bidi: isolate; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 8px 0 16px; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); text-align: left; font-weight: normal; }
thead th { color: var(--dim); }
.numeric { text-align: right; } .strong { font-weight: 600; }
.evaluateDim, .why, dt { color: var(--dim); }
.charts { display: flex; flex-wrap: wrap; gap: 16px 32px; }
figure { margin: 8px 0 16px; } figure svg { display: block; max-width: 100%; height: auto; }
figure > p { max-width: 42em; } .charts figure > p { max-width: 340px; }
.wide, .chartHolder { overflow-x: auto; }
dl { display: flex; flex-wrap: wrap; gap: 4px 24px; } dl > div { display: flex; gap: 8px; } dd { margin: 0; }
.unseen, .codicon { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print { figure, table { break-inside: avoid; } }
`;
