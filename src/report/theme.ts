import { chartStyle, colours } from '../chart/style.js';

const sans = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

/** The page's style sheet. */
export const pageStyle = `
:root{color-scheme:light dark;--sans:${sans};--mono:${mono};${colours.light}}
@media (prefers-color-scheme:dark){:root{${colours.dark}}}
*{box-sizing:border-box}
html{background:var(--ground);scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;font:16px/1.55 var(--sans);color:var(--ink-2);background:var(--ground)}
main,body>header,body>footer{width:100%;max-width:768px;margin:0 auto;padding:0 24px}
body>header{padding-top:56px}
.eyebrow{margin:0 0 18px;font-size:14px;color:var(--ink-3);overflow-wrap:anywhere}
.eyebrow b{color:var(--ink);font-weight:650}
h1{margin:0;font-size:34px;line-height:1.2;letter-spacing:-.018em;font-weight:680;color:var(--ink);overflow-wrap:anywhere;text-wrap:balance}
h2{margin:0 0 4px;padding-top:72px;font-size:14px;line-height:1.4;font-weight:600;color:var(--ink-3)}
section:first-child h2{padding-top:48px}
h3{margin:0;font-size:20px;line-height:1.32;letter-spacing:-.008em;font-weight:640;color:var(--ink);overflow-wrap:anywhere;text-wrap:pretty}
p{margin:0 0 12px;max-width:64ch;overflow-wrap:anywhere}
.lead{margin-top:14px;font-size:18px;line-height:1.5}
figure{margin:20px 0 52px}
figure:last-child{margin-bottom:8px}
.about{margin:5px 0 14px;font-size:14px;line-height:1.5;color:var(--ink-3);max-width:84ch;text-wrap:pretty}
figcaption{margin-top:10px;font-size:14px;line-height:1.5;color:var(--ink-3);max-width:84ch}
.key{display:flex;flex-wrap:wrap;gap:4px 18px;margin:-2px 0 12px;font-size:13px;line-height:1.5;color:var(--ink-2)}
.key span{display:inline-flex;align-items:center;gap:7px}
.narrow{display:none}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 36px;margin-top:20px}
.pair figure{margin:0 0 40px}
.pair h3{font-size:16px}
.pair .about{margin-bottom:8px}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:14px;line-height:1.45;font-variant-numeric:tabular-nums;margin:8px 0}
th{font-weight:600;text-align:left;color:var(--ink-3);white-space:nowrap}
th,td{padding:6px 20px 6px 0;border-bottom:1px solid var(--grid);vertical-align:top}
th:last-child,td:last-child{padding-right:0}
th.figure,td.figure{text-align:right;white-space:nowrap}
td:first-child{color:var(--ink)}
details{margin-top:10px;font-size:14px}
summary{cursor:pointer;color:var(--ink-3);width:fit-content;padding:2px 0}
summary:hover{color:var(--ink)}
:focus-visible{outline:2px solid var(--one);outline-offset:3px;border-radius:2px}
dl{display:grid;grid-template-columns:minmax(96px,max-content) 1fr;gap:8px 24px;margin:16px 0;font-size:15px}
dt{color:var(--ink-3)}
dd{margin:0;overflow-wrap:anywhere}
ul{margin:14px 0;padding:0;list-style:none}
li{position:relative;padding-left:20px;margin-bottom:10px;max-width:66ch;overflow-wrap:anywhere}
li::before{content:"";position:absolute;left:2px;top:.68em;width:8px;height:2px;background:var(--ink-3)}
.warn li::before{background:var(--two)}
.commands{margin-top:16px}
.commands p{margin:0 0 3px;font-size:14px;color:var(--ink-3)}
.commands pre{margin:0 0 16px;padding:11px 14px;overflow-x:auto;background:var(--shade-0);border-radius:6px;font:13.5px/1.5 var(--mono);color:var(--ink)}
.settings td:first-child{font-family:var(--mono);font-size:13px;white-space:nowrap}
body>footer{padding-top:56px;padding-bottom:64px;font-size:13px;color:var(--ink-3)}
#tip{position:absolute;z-index:1;max-width:260px;padding:6px 10px;border-radius:5px;background:var(--ink);color:var(--ground);font-size:13px;line-height:1.4;pointer-events:none;white-space:pre-line}
#tip[hidden]{display:none}
@media screen and (max-width:767px){
main,body>header,body>footer{padding-left:24px;padding-right:24px}
body>header{padding-top:32px}
h1{font-size:26px}
h2{padding-top:52px}
h3{font-size:18px}
.lead{font-size:17px}
.pair{grid-template-columns:minmax(0,1fr)}
.wide{display:none}
.narrow{display:block}
dl{grid-template-columns:1fr;gap:0}
.settings thead{display:none}
.settings tr{display:grid;grid-template-columns:1fr auto;padding:10px 0;border-bottom:1px solid var(--grid)}
.settings td{display:block;padding:0;border:0}
.settings table{width:100%}
.settings td:nth-child(2){color:var(--ink);font-weight:600}
.settings td:nth-child(n+3){grid-column:1/3;font-size:13px;color:var(--ink-3)}
.settings td:nth-child(3)::before{content:"also fine: "}
dd{margin-bottom:12px}
}
@media screen and (max-width:767px) and (min-width:520px){.narrow .chart,.pair .chart{width:100%;max-width:480px}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{
:root{${colours.light}}
body{font-size:11pt}
main,body>header,body>footer{max-width:none;padding:0}
.wide{display:block}.narrow{display:none}
.pair{grid-template-columns:repeat(2,minmax(0,1fr))}
figure,li,dd,.commands pre{break-inside:avoid}
h2,h3,.about{break-after:avoid}
h2{padding-top:32px}
details{display:none}
.commands pre{white-space:pre-wrap;border:1px solid var(--grid)}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
${chartStyle}`;
