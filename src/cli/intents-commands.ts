import { type LintFinding, lintShippedCorpus } from '#app/nlu/index.js';

const USAGE = `usage: jiesu intents lint [--json]
  near duplicates, contradictions and thin labels of intents/; ends with 1 where two labels contradict each other
`;

/** `jiesu intents lint`: findings on stdout, one a line. Returns the exit status. */
export async function intents(args: readonly string[]): Promise<number> {
  const [command, ...flags] = args;
  if (command !== 'lint' || flags.some((flag) => flag !== '--json')) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { findings, lines } = await lintShippedCorpus();
  const say = flags.includes('--json') ? JSON.stringify : describeFinding;
  for (const finding of findings) process.stdout.write(`${say(finding)}\n`);
  const count = (kind: LintFinding['kind']): number => findings.filter((one) => one.kind === kind).length;
  process.stderr.write(
    `${lines} lines: ${count('conflict')} contradictions, ${count('repeat')} near repeats, ${count('few')} thin labels\n`,
  );
  return count('conflict') > 0 ? 1 : 0;
}

function describeFinding(finding: LintFinding): string {
  if (finding.kind === 'few')
    return `few       ${finding.label}: ${finding.lines} lines, wanted ${finding.wanted}`;
  const likeness = `${Math.round(finding.likeness * 100)} %`;
  return `${finding.kind.padEnd(9)} ${likeness} ${finding.label} "${finding.text}" ~ ${finding.otherLabel} "${finding.otherText}"`;
}
