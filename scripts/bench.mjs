/**
 * `npm run bench [-- part … --messages file]`: every target of DESIGN §9 in one run. Parts: intake, turns,
 * classify, guard, start (all without any). BENCH_DATABASE_URL and BENCH_REDIS_URL measure that server
 * too, BENCH_ROUNDS repeats (default 3), BENCH_MESSAGES is the file of labelled messages,
 * BENCH_STOCK=0 leaves out the minutes stock nlp.js trains. Ends with 1 when a target was missed.
 */
import { parseArgs } from 'node:util';
import { PARTS, runBench } from '../bench/run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { messages: { type: 'string' } },
});
const unknown = positionals.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`unknown part ${unknown.join(', ')}; there are ${PARTS.join(', ')}`);
  process.exit(2);
}
const met = await runBench({
  parts: positionals.length > 0 ? positionals : PARTS,
  rounds: Number(process.env.BENCH_ROUNDS ?? 3),
  messagesFile: values.messages ?? process.env.BENCH_MESSAGES,
});
process.exitCode = met ? 0 : 1;
