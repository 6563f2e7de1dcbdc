/** The report's style: light or dark as the reader has it, and fit for paper. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2128;--dim:#57606a;--line:#d0d7de;--card:#f6f8fa;--node:#fff;--ok:#1a7f37;--bad:#cf222e;--warn:#9a6700;--bar:#0969da;--lost:#cf222e;--answered:#4ac26b}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9198a1;--line:#3d444d;--card:#151b23;--node:#212830;--ok:#3fb950;--bad:#f85149;--warn:#d29922;--bar:#4493f8;--lost:#da3633;--answered:#2ea043}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:2rem 1.5rem 4rem;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
h1{font-size:1.7rem;margin:0 0 .3rem}
h2{font-size:1.3rem;margin:0 0 .4rem;padding-top:1.6rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
p{margin:.3rem 0}
a{color:inherit}
section{margin-top:2.4rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid var(--line)}
th{color:var(--dim);font-weight:500;font-size:.85rem}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.chip{display:inline-block;padding:0 .55em;border-radius:1em;border:1px solid;font-size:.8rem;font-weight:600;vertical-align:middle;white-space:nowrap}
.chip.passed{color:var(--ok)}.chip.failed,.chip.error{color:var(--bad)}.chip.inconclusive,.chip.notrun,.chip.skipped{color:var(--warn)}
.proves{font-size:1.05rem}
.rule,.facts,figcaption{color:var(--dim)}
cite::before{content:"("}cite::after{content:")"}
.failure{border-left:4px solid var(--bad);background:var(--card);padding:.5rem 1rem;margin:.8rem 0}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
pre,code{font-family:ui-monospace,"Liberation Mono",Menlo,monospace;font-size:.9em}
figure{margin:1rem 0;overflow-x:auto}
svg{display:block;width:100%;font-family:inherit}
svg.topology{min-width:760px}
.topology rect{stroke:var(--line);fill:var(--node)}
.topology .group rect{fill:var(--card)}
.topology .table rect{fill:var(--bg);stroke-dasharray:3 2}
.topology text{fill:var(--fg)}
.title{font-size:13px;font-weight:600}
.topology .row{font-size:12px;fill:var(--dim)}
.wire line{stroke:var(--dim);stroke-width:1.5}
.wire .row{font-size:11px}
.topology .hit>rect,.topology .hit>line{stroke:var(--bad);stroke-width:2.5;stroke-dasharray:6 3}
.topology .hit>.title,.topology text.hit,.topology .wire.hit text{fill:var(--bad);font-weight:600}
.faults{list-style:none;counter-reset:fault;padding:0;margin:.3rem 0}
.faults li{counter-increment:fault}
.faults li::before{content:"[" counter(fault) "] ";color:var(--bad);font-weight:600}
.steps .sign{width:1.8rem;font-weight:700;color:var(--ok)}
.steps .failed .sign,.steps .error .sign{color:var(--bad)}
.steps .inconclusive .sign,.steps .skipped .sign{color:var(--warn)}
.kind{width:4.6rem;color:var(--dim)}
.evidence{color:var(--dim);font-size:.88rem;white-space:pre-wrap;overflow-wrap:anywhere}
.bars{width:24%;min-width:9rem}
td.bars div{height:.65rem;margin-top:.4rem;min-width:2px;border-radius:2px;background:var(--bar)}
.failed td.bars div,.error td.bars div{background:var(--bad)}
.timeline{min-width:640px}
.timeline .answered{fill:var(--answered)}.timeline .lost{fill:var(--lost)}
.timeline .mark{stroke:var(--fg);stroke-width:1.5}
.timeline .label{font-size:12px;fill:var(--fg)}
.timeline .fate{font-size:12px;font-weight:600;fill:#fff}
.timeline .tick{font-size:11px;fill:var(--dim)}
@media print{body{max-width:none;padding:0;font-size:11px}section{break-before:page}tr,figure,.failure{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
