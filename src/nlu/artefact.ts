import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ArtefactHeader } from './artefact.schema.js';
import type { Head } from './domain/head.js';
import type { LinearModel } from './domain/linear.js';
import type { Evaluation, Model } from './domain/model.js';
import { Vocabulary } from './domain/vocabulary.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Changes whenever features, heads or lexicon reading change, so that old artefacts are not used with new code. */
export const MODEL_FORMAT = 3;

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

type Numbers = Float32Array | Uint32Array | Int8Array;

/** The artefact: gzip over the header's length (uint32 LE), the header as JSON, and the arrays one after another. */
export async function encodeModel(info: ModelInfo, model: Model): Promise<Buffer> {
  const arrays = arraysOf(model);
  const body = Buffer.concat(arrays.map(([, array]) => bytesOf(array)));
  const header: ArtefactHeader = {
    format: MODEL_FORMAT,
    id: info.id,
    createdAt: info.createdAt,
    corpusHash: info.corpusHash,
    evaluation: { ...model.evaluation, confusions: [...model.evaluation.confusions] },
    intent: headHeader(model.intent),
    category: headHeader(model.category),
    emotion: headHeader(model.emotion.head),
    flags: { labels: [...model.flags.model.labels] },
    parts: arrays.map(([name, array]) => ({ name, bytes: array.byteLength })),
    checksum: sha256(body),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return pack(Buffer.concat([length, text, body]), { level: 9 });
}

/** @throws ZodError or Error when the bytes are no artefact of this format, or not all of one */
export async function decodeModel(bytes: Uint8Array): Promise<StoredModel> {
  const whole = await unpack(bytes);
  const from = 4 + whole.readUInt32LE(0);
  const header = ArtefactHeader.parse(JSON.parse(whole.toString('utf8', 4, from)));
  if (header.format !== MODEL_FORMAT)
    throw new Error(`model format ${header.format}, expected ${MODEL_FORMAT}`);
  const body = whole.subarray(from);
  if (sha256(body) !== header.checksum) throw new Error(`model ${header.id}: checksum does not match`);
  const parts = new Parts(header.parts, body);
  return {
    id: header.id,
    createdAt: header.createdAt,
    corpusHash: header.corpusHash,
    evaluation: header.evaluation,
    model: {
      vocabulary: new Vocabulary(parts.integers('keys'), parts.floats('idf')),
      intent: readHead(header.intent, 'intent', parts),
      category: readHead(header.category, 'category', parts),
      emotion: { head: readHead(header.emotion, 'emotion', parts), shares: parts.floats('emotion.shares') },
      flags: { model: readLinear(header.flags.labels, 'flags', parts), from: parts.floats('flags.from') },
      evaluation: header.evaluation,
    },
  };
}

function arraysOf({ vocabulary, intent, category, emotion, flags }: Model): [string, Numbers][] {
  const linear = (name: string, model: LinearModel): [string, Numbers][] => [
    [`${name}.weights`, model.weights],
    [`${name}.scales`, model.scales],
    [`${name}.bias`, model.bias],
  ];
  const head = (name: string, { model, accept }: Head): [string, Numbers][] => [
    ...linear(name, model),
    [`${name}.accept`, accept],
  ];
  return [
    ['keys', vocabulary.keys],
    ['idf', vocabulary.idf],
    ...head('intent', intent),
    ...head('category', category),
    ...head('emotion', emotion.head),
    ['emotion.shares', emotion.shares],
    ...linear('flags', flags.model),
    ['flags.from', flags.from],
  ];
}

type HeadHeader = ArtefactHeader['intent'];

const headHeader = ({ model, groups, groupOf, sharpness }: Head): HeadHeader => ({
  labels: [...model.labels],
  groups: [...groups],
  groupOf: [...groupOf],
  sharpness,
});

function readLinear(labels: readonly string[], name: string, parts: Parts): LinearModel {
  return {
    labels,
    weights: new Int8Array(parts.copy(`${name}.weights`)),
    scales: parts.floats(`${name}.scales`),
    bias: parts.floats(`${name}.bias`),
  };
}

function readHead({ labels, groups, groupOf, sharpness }: HeadHeader, name: string, parts: Parts): Head {
  return {
    model: readLinear(labels, name, parts),
    groups,
    groupOf: Int32Array.from(groupOf),
    sharpness,
    accept: parts.floats(`${name}.accept`),
  };
}

/** The arrays of a stored model by name. Each is copied, because a view must start on a multiple of its element size. */
class Parts {
  private readonly places = new Map<string, Uint8Array>();

  constructor(parts: ArtefactHeader['parts'], body: Uint8Array) {
    let at = 0;
    for (const { name, bytes } of parts) {
      this.places.set(name, body.subarray(at, at + bytes));
      at += bytes;
    }
  }

  copy(name: string): ArrayBuffer {
    const place = this.places.get(name);
    if (place === undefined) throw new Error(`model without ${name}`);
    return Uint8Array.from(place).buffer;
  }

  floats(name: string): Float32Array {
    return new Float32Array(this.copy(name));
  }

  integers(name: string): Uint32Array {
    return new Uint32Array(this.copy(name));
  }
}

const bytesOf = (array: Numbers): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
