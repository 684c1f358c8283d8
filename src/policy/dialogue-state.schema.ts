import { z } from 'zod';
import { CATEGORIES, FLAGS } from '#app/base/model/labels.js';
import { ASKABLE, type DialogueState, INITIAL_STATE, PHASES } from './domain/dialogue-state.js';

const text = z.string().nullable();

const schema = z.object({
  phase: z.enum(PHASES),
  slots: z.object({
    address: text,
    phone: text,
    accountNo: text,
    person: text,
    occurTime: text,
    amounts: z.array(z.string()),
  }),
  open: z
    .object({
      type: z.enum(['TS', 'BX', 'JB']),
      startedBy: z.string(),
      category: z.enum(CATEGORIES).nullable(),
      category2: z.enum(CATEGORIES).nullable(),
      words: z.array(z.string()),
      flags: z.array(z.enum(FLAGS)),
      demand: z.array(z.string()),
    })
    .nullable(),
  asked: z.enum(ASKABLE).nullable(),
  askedOften: z.partialRecord(z.enum(ASKABLE), z.number()),
  ticket: text,
  verifying: text,
  verified: z.array(z.string()),
  angryTurns: z.number(),
  unknownTurns: z.number(),
  rudeTurns: z.number(),
  lastReplies: z.array(z.string()),
  lastMessage: z.object({ text: z.string(), at: z.number() }).nullable(),
  optedOut: z.boolean(),
});

/** The stored state of a dialogue; a new conversation and one of an older release start afresh. */
export function readDialogueState(stored: unknown): DialogueState {
  const parsed = schema.safeParse({ ...INITIAL_STATE, ...(typeof stored === 'object' ? stored : {}) });
  return parsed.success ? parsed.data : INITIAL_STATE;
}
