import { EDGE, INK, PAPER, RULE, SOFT } from '@/print/palette';

/** How a report looks, on a screen and on paper. */
export const REPORT_STYLE = `
*{box-sizing:border-box}
body{margin:0 auto;padding:32px 24px 64px;max-width:860px;background:${PAPER};color:${INK};font:14px/1.5 Inter,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}
h1{margin:0;font-size:26px;line-height:1.25}
h2{margin:36px 0 10px;padding-bottom:4px;border-bottom:1px solid ${RULE};font-size:17px;break-after:avoid}
p{margin:4px 0}
.subtitle,footer,caption,dt,thead th{color:${SOFT}}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:10px 24px;margin:18px 0}
dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
figure{margin:12px 0;break-inside:avoid}
figure svg{display:block;max-width:100%;height:auto}
table{width:100%;margin:12px 0;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{padding-bottom:6px;text-align:left}
th,td{padding:3px 12px 3px 0;border-bottom:1px solid ${RULE};font-weight:400;text-align:right;vertical-align:top}
th:first-child,.words th,.words td{text-align:left}
thead th{border-bottom-color:${EDGE}}
tr{break-inside:avoid}
footer{margin-top:40px}
@media print{body{padding:0;max-width:none}}
`;
