import { join } from 'node:path';
import { z } from 'zod';
import { createGuard, type Guard } from './domain/guard/check.js';
import { PatternPool } from './domain/guard/pattern-pool.js';
import { createClauseJudge } from './guard-model/clause-judge.js';
import { readBuiltJudge, trainStoredJudge } from './guard-model/model-file.js';
import { loadTrainingSet } from './guard-model/training-set.js';
import { loadGuardData } from './load-guard-data.js';
import { INTENTS_DIR, readYaml } from './load-yaml.js';

const confidence = z.number().min(0).max(1).nullable();
/** `intents/guard/judge.yaml`: what a supervisor sets instead of the trained thresholds. */
const judgeSchema = z.strictObject({ warn_from: confidence, block_from: confidence });

/**
 * All layers: reads `intents/forbidden`, checks every rule, compiles the guard and adds the trained clause
 * judge (the built one; where there is none it is trained now, which takes half a minute). Once at start.
 * @throws DataFileError naming file and key
 */
export function loadGuard(intentsDir: string = INTENTS_DIR): Guard {
  const pool = new PatternPool();
  const data = loadGuardData(intentsDir, pool);
  const set = readYaml(join(intentsDir, 'guard', 'judge.yaml'), judgeSchema);
  const stored = readBuiltJudge() ?? trainStoredJudge(loadTrainingSet(intentsDir));
  return createGuard(data.rules, data.fold, pool, {
    judge: createClauseJudge({
      ...stored,
      thresholds: {
        warnFrom: set.warn_from ?? stored.thresholds.warnFrom,
        blockFrom: set.block_from ?? stored.thresholds.blockFrom,
      },
    }),
    book: data.classes,
  });
}

/** Layers 1 and 3 alone, as the browser has them. */
export function loadRuleGuard(intentsDir: string = INTENTS_DIR): Guard {
  const pool = new PatternPool();
  const data = loadGuardData(intentsDir, pool);
  return createGuard(data.rules, data.fold, pool);
}
