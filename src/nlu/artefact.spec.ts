import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decodeModel, encodeModel, type ModelInfo } from './artefact.js';
import { FeatureList } from './domain/hashing.js';
import { type LabelledFeatures, trainModel } from './domain/model.js';

const WORDS = { URGE: '催快点急', PROGRESS: '进度到哪查', COMPLAINT: '投诉差劲骂' } as const;

/** A small model: each intent has characters of its own. */
function smallModel() {
  const examples = Object.entries(WORDS).flatMap(([intent, signs]) =>
    Array.from({ length: 6 }, (_, turn): LabelledFeatures => {
      const list = new FeatureList();
      for (let i = 0; i < 3; i += 1) list.add(0, signs.charCodeAt((turn + i) % signs.length));
      return {
        features: list.take(),
        intent: intent as keyof typeof WORDS,
        category: intent === 'COMPLAINT' ? 'SVC_ATTITUDE' : null,
        category2: null,
        emotion: 'upset',
        flags: [],
      };
    }),
  );
  return trainModel(examples);
}

const model = smallModel();
const info: ModelInfo = {
  id: 'nlu_test',
  createdAt: '2026-11-22T00:00:00.000Z',
  corpusHash: 'abc',
  evaluation: model.evaluation,
};

describe('a stored model', () => {
  it('comes back as it was', async () => {
    const { model: read, ...rest } = await decodeModel(await encodeModel(info, model));
    expect(rest).toEqual(info);
    expect(read.intent).toEqual(model.intent);
    expect(read.category).toEqual(model.category);
    expect(read.emotion).toEqual(model.emotion);
    expect(read.flags).toEqual(model.flags);
    expect(read.vocabulary.keys).toEqual(model.vocabulary.keys);
  });

  it('is the same bytes for the same examples', async () => {
    expect(await encodeModel(info, smallModel())).toEqual(await encodeModel(info, model));
  });

  it('is refused when a byte of it was changed', async () => {
    const whole = gunzipSync(await encodeModel(info, model));
    const last = whole.length - 1;
    whole[last] = (whole[last] ?? 0) ^ 1;
    await expect(decodeModel(gzipSync(whole))).rejects.toThrow('nlu_test: checksum');
  });

  it('is refused when it is of another format', async () => {
    const whole = gunzipSync(await encodeModel(info, model));
    const from = 4 + whole.readUInt32LE(0);
    const header = JSON.stringify({ ...JSON.parse(whole.toString('utf8', 4, from)), format: 1 });
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length);
    const other = gzipSync(Buffer.concat([length, Buffer.from(header), whole.subarray(from)]));
    await expect(decodeModel(other)).rejects.toThrow('model format 1');
  });
});
