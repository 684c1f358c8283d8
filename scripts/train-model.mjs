// Trains the shipped model after the build: dist/nlu-model.json.gz. Does nothing when it is already made from this corpus.
import { buildModelFile } from '../dist/nlu/model-file.js';

const started = performance.now();
const { stored, trained } = await buildModelFile();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const { intentAccuracy, categoryAccuracy, examples } = stored.evaluation;
const percent = (share) => `${(share * 100).toFixed(1)} %`;
console.error(
  `nlu model ${stored.id}: ${trained ? `trained in ${seconds} s` : 'up to date'}, ${examples} examples, ` +
    `out of fold: intent ${percent(intentAccuracy)}, category ${percent(categoryAccuracy)}`,
);
