// Trains the guard's clause classifier after the build: dist/guard-model.json.gz, always the same from the same sources.
import { buildJudgeFile } from '../dist/reply/guard-model/model-file.js';

const started = performance.now();
const stored = buildJudgeFile();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const figures = Object.entries(stored.evaluation)
  .map(([kind, { replies, hit, blocked }]) => `${kind} ${hit}/${replies} hit, ${blocked} blocked`)
  .join('; ');
const { warnFrom, blockFrom } = stored.thresholds;
console.error(
  `guard model ${stored.id}: trained in ${seconds} s; out of fold: ${figures}; ` +
    `warns from ${warnFrom.toFixed(3)}, blocks from ${blockFrom.toFixed(3)}`,
);
