import type { Measures, TradeOff } from '../domain/report/measures.js';
import type { CurvePoint, Report } from './build-report.js';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const safe = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

/** The report as one HTML page that needs nothing else: no scripts, charts as inline SVG. */
export function renderReport(report: Report): string {
  const { intent, category, emotion, flags, entities } = report;
  const figure = (name: string, { heldOut, outOfFold }: { heldOut: Measures; outOfFold: Measures }): string =>
    `<li><b>${percent(heldOut.accuracy)}</b> ${name}, held out (${heldOut.count} messages, 95 % interval ${percent(heldOut.interval[0])}–${percent(heldOut.interval[1])}; out of fold ${percent(outOfFold.accuracy)}; macro-F1 ${percent(heldOut.macroF1)}; calibration error ${percent(heldOut.ece)})</li>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Understanding: model ${safe(report.model.id)}</title><style>${STYLE}</style></head><body>
<h1>What the understanding is worth</h1>
<p>Model <code>${safe(report.model.id)}</code>, ${report.model.examples} examples. Held out: messages written without a look at the corpus; out of fold: corpus lines, each judged by a model that had not seen it (they are harder than real messages).</p>
<ul class="figures">
${figure('intents right', intent)}
${figure('categories of complaints right', category)}
<li><b>${percent(emotion.calmOrNot)}</b> calm or not (three ways ${percent(emotion.threeWay)})</li>
<li><b>${percent(flags.macroF1)}</b> flags, macro-F1; live danger found ${percent(flags.safetyRecall)}</li>
<li><b>${percent(entities.f1)}</b> entities, F1 (${Object.entries(entities.byType)
    .map(([type, f1]) => `${safe(type)} ${percent(f1)}`)
    .join(', ')})</li>
</ul>
<section class="charts">
${chart('Confidence against what came true (intents)', 'confidence', 'right', reliabilityMarks(intent.heldOut))}
${chart('Threshold: answered, right, out-of-scope recognised', 'threshold', 'share', tradeOffLines(report.outOfScope))}
${chart('Examples against accuracy on held-out messages', `share of ${report.model.examples} examples`, 'right', curveLines(report.learningCurve))}
</section>
<h2>Decisions</h2>
${table(
  ['decision', 'share', 'right'],
  Object.entries(report.decisions).map(([kind, { share, right }]) => [kind, percent(share), percent(right)]),
)}
<h2>Slices</h2>
${table(
  ['slice', 'messages', 'intent', 'category'],
  report.slices.map((row) => [row.slice, `${row.count}`, percent(row.intent), percent(row.category)]),
)}
<h2>Taken for one another most often</h2>
${table(
  ['is', 'was read as', 'times'],
  [...intent.confusions, ...category.confusions].map(({ truth, guess, count }) => [truth, guess, `${count}`]),
)}
${classTable('Intents', intent.heldOut)}
${classTable('Categories', category.heldOut)}
</body></html>
`;
}

const STYLE =
  'body{font:15px/1.5 system-ui,"Noto Sans SC",sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}' +
  'table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #d0d7de}' +
  'td+td{text-align:right;font-variant-numeric:tabular-nums}.figures b{font-size:1.25em}' +
  '.charts{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}figcaption{font-weight:600;max-width:18rem}';

function classTable(title: string, { classes }: Measures): string {
  const rows = [...classes].sort((a, b) => a.f1 - b.f1);
  return `<h2>${title}, weakest first</h2>${table(
    ['label', 'messages', 'precision', 'recall', 'F1'],
    rows.map((row) => [
      row.label,
      `${row.count}`,
      percent(row.precision),
      percent(row.recall),
      percent(row.f1),
    ]),
  )}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<td>${safe(cell)}</td>`).join('');
  const title = head.map((cell) => `<th scope="col">${safe(cell)}</th>`).join('');
  return `<table><thead><tr>${title}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table>`;
}

const SIZE = 260;
const EDGE = 36;
const at = (x: number, y: number): string =>
  `${(EDGE + x * (SIZE - 2 * EDGE)).toFixed(1)},${(SIZE - EDGE - y * (SIZE - 2 * EDGE)).toFixed(1)}`;

/** A square chart of shares, 0..1 on both axes. */
function chart(title: string, x: string, y: string, marks: string): string {
  const axis = `<polyline points="${at(0, 1)} ${at(0, 0)} ${at(1, 0)}" fill="none" stroke="#57606a"/>`;
  const text = (px: number, py: number, label: string): string =>
    `<text x="${px}" y="${py}" font-size="11" fill="#57606a">${safe(label)}</text>`;
  return `<figure><figcaption>${safe(title)}</figcaption><svg role="img" aria-label="${safe(title)}" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}">${axis}${text(4, EDGE - 8, y)}${text(4, EDGE + 4, '1')}${text(EDGE - 4, SIZE - EDGE + 14, '0')}${text(SIZE - EDGE - 4, SIZE - EDGE + 14, '1')}${text(SIZE / 2 - 40, SIZE - 8, x)}${marks}</svg></figure>`;
}

/** @param row of the legend, counted from below */
function line(
  points: readonly (readonly [number, number])[],
  colour: string,
  label: string,
  row = 0,
): string {
  const path = points.map(([x, y]) => at(x, y)).join(' ');
  const dots = points.map(([x, y]) => {
    const [cx, cy] = at(x, y).split(',');
    return `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"><title>${safe(label)} ${x.toFixed(2)}: ${y.toFixed(3)}</title></circle>`;
  });
  const name = `<text x="${EDGE + 10}" y="${SIZE - EDGE - 10 - 15 * row}" font-size="12" fill="${colour}">${safe(label)}</text>`;
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>${dots.join('')}${name}`;
}

function reliabilityMarks({ bins }: Measures): string {
  const ideal = `<polyline points="${at(0, 0)} ${at(1, 1)}" stroke="#afb8c1" stroke-dasharray="4 3" fill="none"/>`;
  return (
    ideal +
    line(
      bins.map((bin) => [bin.confidence, bin.right] as const),
      '#0550ae',
      'right',
    )
  );
}

function tradeOffLines(points: readonly TradeOff[]): string {
  return (
    line(
      points.map(({ from, answered }) => [from, answered] as const),
      '#0550ae',
      'answered',
    ) +
    line(
      points.map(({ from, right }) => [from, right] as const),
      '#116329',
      'right of the answered',
      1,
    ) +
    line(
      points.map(({ from, recognised }) => [from, recognised] as const),
      '#953800',
      'out of scope recognised',
      2,
    )
  );
}

function curveLines(curve: readonly CurvePoint[]): string {
  const most = curve.at(-1)?.examples ?? 1;
  return (
    line(
      curve.map(({ examples, intent }) => [examples / most, intent] as const),
      '#0550ae',
      'intent',
    ) +
    line(
      curve.map(({ examples, category }) => [examples / most, category] as const),
      '#953800',
      'category',
      1,
    )
  );
}
