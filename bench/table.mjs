/** Columns of the table; `ok` is true, false, or null where there is no target. */
const HEAD = ['what', 'on', 'measured', 'target', ''];

/** One row a figure: { what, on, measured, target?, ok? }. */
export function printTable(rows) {
  const lines = rows.map(({ what, on, measured, target = '', ok = null }) => [
    what,
    on,
    measured,
    target,
    ok === null ? '' : ok ? 'met' : 'MISSED',
  ]);
  const widths = HEAD.map((head, i) => Math.max(...[head, ...lines.map((line) => line[i])].map(widthOf)));
  const show = (line) =>
    `| ${line.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell))).join(' | ')} |`;
  console.log(`\n${show(HEAD)}\n|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const line of lines) console.log(show(line));
}

/** A Chinese character takes two columns. */
const widthOf = (text) => [...text].reduce((sum, char) => sum + (char > '\u2e80' ? 2 : 1), 0);
