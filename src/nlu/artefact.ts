import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Artefact } from './artefact.schema.js';
import type { Head } from './domain/head.js';
import type { Evaluation, Model } from './domain/model.js';
import { Vocabulary } from './domain/vocabulary.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Changes whenever features, heads or lexicon reading change, so that old artefacts are not used with new code. */
export const MODEL_FORMAT = 1;

/** What a stored model says about itself. */
export interface ModelInfo {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly createdAt: string;
  readonly corpusHash: string;
  readonly evaluation: Evaluation;
}

export interface StoredModel extends ModelInfo {
  readonly model: Model;
}

/** Same corpus and same code give the same id. */
export function modelId(corpusHash: string): string {
  return `nlu_${MODEL_FORMAT}_${corpusHash.slice(0, 16)}`;
}

/** The artefact as gzipped JSON, about 1.5 MB. */
export async function encodeModel(info: ModelInfo, model: Model): Promise<Buffer> {
  const json: Artefact = {
    format: MODEL_FORMAT,
    id: info.id,
    createdAt: info.createdAt,
    corpusHash: info.corpusHash,
    evaluation: { ...model.evaluation, confusions: [...model.evaluation.confusions] },
    keys: bytesToText(model.vocabulary.keys),
    idf: bytesToText(model.vocabulary.idf),
    intent: encodeHead(model.intent),
    category: encodeHead(model.category),
  };
  return pack(JSON.stringify(json));
}

/** @throws ZodError or Error when the bytes are no artefact of this format */
export async function decodeModel(bytes: Uint8Array): Promise<StoredModel> {
  const json = Artefact.parse(JSON.parse((await unpack(bytes)).toString('utf8')));
  if (json.format !== MODEL_FORMAT) throw new Error(`model format ${json.format}, expected ${MODEL_FORMAT}`);
  return {
    id: json.id,
    createdAt: json.createdAt,
    corpusHash: json.corpusHash,
    evaluation: json.evaluation,
    model: {
      vocabulary: new Vocabulary(new Uint32Array(textToBytes(json.keys)), floats(json.idf)),
      intent: decodeHead(json.intent),
      category: decodeHead(json.category),
      evaluation: json.evaluation,
    },
  };
}

type HeadJson = Artefact['intent'];

function encodeHead(head: Head): HeadJson {
  return {
    labels: [...head.model.labels],
    weights: bytesToText(head.model.weights),
    scales: bytesToText(head.model.scales),
    bias: bytesToText(head.model.bias),
    groups: [...head.groups],
    groupOf: [...head.groupOf],
    sharpness: head.sharpness,
    accept: [...head.accept],
  };
}

function decodeHead(json: HeadJson): Head {
  const weights = Buffer.from(json.weights, 'base64');
  return {
    model: {
      labels: json.labels,
      weights: new Int8Array(weights.buffer, weights.byteOffset, weights.length),
      scales: floats(json.scales),
      bias: floats(json.bias),
    },
    groups: json.groups,
    groupOf: Int32Array.from(json.groupOf),
    sharpness: json.sharpness,
    accept: Float32Array.from(json.accept),
  };
}

function bytesToText(array: Float32Array | Uint32Array | Int8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

function floats(text: string): Float32Array {
  return new Float32Array(textToBytes(text));
}

/** A copy, because a view must start on a multiple of its element size. */
function textToBytes(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
}
