import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { figure } from './stats.mjs';

/** Labelled messages written independently of the corpus: one JSON object with `text` and `intent` a line. */
const DEFAULT_MESSAGES = fileURLToPath(new URL('../../shared/data/dev-messages.jsonl', import.meta.url));

/**
 * Our understanding against stock nlp.js with its Chinese language package, both trained on the shipped
 * corpus, on the same messages. Ours does more in its time: category, flags, emotion and entities too.
 */
export async function measureClassify({ messagesFile = DEFAULT_MESSAGES, say }) {
  if (!existsSync(messagesFile)) {
    say(`classify: skipped, ${messagesFile} is not there (BENCH_MESSAGES names another file)`);
    return [];
  }
  const messages = readFileSync(messagesFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ours = await measured('ours', messages);
  say(`classify: ours ${described(ours)}`);
  const own = [
    {
      what: 'classify p50 / p99',
      on: 'ours',
      measured: `${figure(ours.p50)} / ${figure(ours.p99)} µs`,
      target: 'p50 < 100 µs',
      ok: ours.p50 < 100,
    },
    {
      what: `intent right, ${messages.length} messages`,
      on: 'ours',
      measured: percent(ours),
      target: '>= 97 % (aim of DESIGN §3)',
    },
  ];
  return process.env.BENCH_STOCK === '0' ? own : [...own, ...(await stockRows(messages, ours, say))];
}

async function stockRows(messages, ours, say) {
  const stock = await measured('stock', messages);
  say(`classify: stock nlp.js ${described(stock)}, trained in ${figure(stock.trainSeconds)} s`);
  const ahead = (ours.accuracy - stock.accuracy) * 100;
  return [
    {
      what: 'classify p50 / p99',
      on: 'stock nlp.js',
      measured: `${figure(stock.p50)} / ${figure(stock.p99)} µs (${(stock.p50 / ours.p50).toFixed(1)} x ours)`,
    },
    {
      what: `intent right, ${messages.length} messages`,
      on: 'stock nlp.js',
      measured: `${percent(stock)}, ours ${ahead.toFixed(1)} points above`,
      target: '>= 8 points above',
      ok: ahead >= 8,
    },
  ];
}

/** Each in a thread of its own, so that neither meets the other's garbage. */
function measured(which, messages) {
  const worker = new Worker(new URL('./classify-worker.mjs', import.meta.url), {
    workerData: { which, messages },
    // lang-zh says "Compiling dictionary" on stdout.
    stdout: true,
  });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

const percent = ({ accuracy }) => `${(accuracy * 100).toFixed(1)} %`;
const described = (result) => `${percent(result)} right, p50 ${figure(result.p50)} µs`;
