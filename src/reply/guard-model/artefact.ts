import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type ClauseModel, LENGTH_CLASSES } from './clause-model.js';
import { ClauseSpace } from './clause-space.js';
import { REPLY_KINDS } from './labelled-reply.js';
import type { Example } from './nearest.js';
import type { JudgeEvaluation, JudgeThresholds } from './train-judge.js';

/** Changes whenever features, places or labels change, so that an old artefact is not used with new code. */
export const JUDGE_FORMAT = 2;

export interface StoredJudge {
  /** Format and fingerprint of what it was made from. */
  readonly id: string;
  readonly model: ClauseModel;
  readonly thresholds: JudgeThresholds;
  readonly evaluation: JudgeEvaluation;
  readonly examples: readonly Example[];
}

const count = z.number().int().nonnegative();
const Body = z.strictObject({
  format: z.literal(JUDGE_FORMAT),
  id: z.string(),
  /** base64 of uint32. */
  keys: z.string(),
  /** base64 of float32. */
  idf: z.string(),
  shapes: z.array(z.string()),
  labels: z.array(z.string()),
  /** base64 of int8, feature-major. */
  weights: z.string(),
  scales: z.string(),
  bias: z.string(),
  calibration: z.array(z.strictObject({ slope: z.number(), offset: z.number() })).length(LENGTH_CLASSES),
  sharpness: z.number().positive(),
  thresholds: z.strictObject({ warnFrom: z.number(), blockFrom: z.number() }),
  evaluation: z.record(z.enum(REPLY_KINDS), z.strictObject({ replies: count, hit: count, blocked: count })),
  examples: z.array(z.strictObject({ text: z.string(), class: z.string() })),
});
const Artefact = z.strictObject({ sha256: z.string(), body: z.string() });

/** Same corpus and same code give the same bytes. */
export function encodeJudge({ id, model, thresholds, evaluation, examples }: StoredJudge): Buffer {
  const body: z.infer<typeof Body> = {
    format: JUDGE_FORMAT,
    id,
    keys: toText(model.space.keys),
    idf: toText(model.space.idf),
    shapes: [...model.space.shapes],
    labels: [...model.linear.labels],
    weights: toText(model.linear.weights),
    scales: toText(model.linear.scales),
    bias: toText(model.linear.bias),
    calibration: [...model.calibration],
    sharpness: model.sharpness,
    thresholds,
    evaluation,
    examples: [...examples],
  };
  const json = JSON.stringify(body);
  return gzipSync(JSON.stringify({ sha256: sha256(json), body: json }), { level: 9 });
}

/** @throws Error when the bytes are damaged or of another format */
export function decodeJudge(bytes: Uint8Array): StoredJudge {
  const artefact = Artefact.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));
  if (sha256(artefact.body) !== artefact.sha256) throw new Error('guard model: the checksum does not match');
  const body = Body.parse(JSON.parse(artefact.body));
  const weights = Buffer.from(body.weights, 'base64');
  return {
    id: body.id,
    model: {
      space: new ClauseSpace(new Uint32Array(toBytes(body.keys)), floats(body.idf), body.shapes),
      linear: {
        labels: body.labels,
        weights: new Int8Array(weights.buffer, weights.byteOffset, weights.length),
        scales: floats(body.scales),
        bias: floats(body.bias),
      },
      calibration: body.calibration,
      sharpness: body.sharpness,
    },
    thresholds: body.thresholds,
    evaluation: body.evaluation,
    examples: body.examples,
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const toText = (array: Float32Array | Uint32Array | Int8Array): string =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');

const floats = (text: string): Float32Array => new Float32Array(toBytes(text));

/** A copy, because a view must start on a multiple of its element size. */
const toBytes = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
