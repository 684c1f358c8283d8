import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { INTENTS_DIR } from '../load-yaml.js';
import { decodeJudge, encodeJudge, JUDGE_FORMAT, type StoredJudge } from './artefact.js';
import { trainJudge } from './train-judge.js';
import { loadTrainingSet, type TrainingSet } from './training-set.js';

/** Where the build leaves the trained model: beside dist/reply, also when running from src. */
const BUILT_FILES = ['../../guard-model.json.gz', '../../../dist/guard-model.json.gz'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** The built model; null where there is none of this format. The build sees to it that it is fresh. */
export function readBuiltJudge(): StoredJudge | null {
  for (const file of BUILT_FILES) {
    try {
      return decodeJudge(readFileSync(file));
    } catch {
      // Missing, damaged or of another format: as good as none.
    }
  }
  return null;
}

/** Trains now: half a minute of work on one core. */
export function trainStoredJudge(set: TrainingSet): StoredJudge {
  return { id: idOf(set), ...trainJudge(set.replies, set.blockClasses), examples: set.examples };
}

/** Used by the build, which calls it when a source has changed: trains and writes dist/guard-model.json.gz. */
export function buildJudgeFile(intentsDir: string = INTENTS_DIR): StoredJudge {
  const stored = trainStoredJudge(loadTrainingSet(intentsDir));
  writeFileSync(BUILT_FILES[0] ?? '', encodeJudge(stored));
  return stored;
}

const idOf = ({ hash }: TrainingSet): string => `guard_${JUDGE_FORMAT}_${hash.slice(0, 16)}`;
