import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { placeOf } from './domain/scripts/script-book.js';
import { situationKeys } from './domain/suggest/learned.js';
import { SHOWN, type Suggestion, suggestScripts } from './domain/suggest/rank.js';
import { type CaseFacts, situationOf } from './domain/suggest/situation.js';
import type { PortraitCode } from './domain/suggest/suits.js';
import { LiveWording } from './wording/live-wording.js';
import { SuggestionLog } from './wording/suggestion-log.js';

/** So many are looked at, should the guard object to some. */
const CONSIDERED = 6;
const HEARD = 8;

/** One of the three lines an agent may take. */
export interface OfferedSuggestion extends Omit<Suggestion, 'score'> {
  /** To be sent along with the reply made from it. */
  readonly id: string;
}

export interface SuggestedLines {
  readonly suggestions: readonly OfferedSuggestion[];
  readonly portrait: {
    readonly code: PortraitCode;
    readonly name: string;
    readonly tip: string;
    /** What says so. */
    readonly signs: readonly string[];
  };
}

/** The top three scripts for an agent to say next, filled in, with the reason for each. */
@Injectable()
export class SuggestLines {
  constructor(
    private readonly db: Database,
    private readonly wording: LiveWording,
    private readonly log: SuggestionLog,
  ) {}

  /** @param moment `seq` is the conversation's newest entry; the same moment gives the same ids */
  async run(
    facts: CaseFacts,
    vars: Readonly<Record<string, string>>,
    moment: { readonly conversationId: string; readonly seq: number },
  ): Promise<SuggestedLines> {
    const situation = situationOf(facts);
    const counts = await this.log.learned();
    const question = { situation, vars, counts, day: this.wording.today() };
    const found = suggestScripts(this.wording.stock, question, CONSIDERED)
      .filter((line) => this.maySay(line, facts))
      .slice(0, SHOWN);
    const ids = await this.log.offer(this.db, {
      ...moment,
      situations: situationKeys(situation),
      lines: found.map(({ stage, key, text }) => ({ place: placeOf(stage, key), text })),
    });
    const { zh, tip } = this.wording.portraits[situation.portrait.code];
    return {
      suggestions: found.map(({ score: _, ...line }, index) => ({ id: ids[index] ?? '', ...line })),
      portrait: { code: situation.portrait.code, name: zh, tip, signs: situation.portrait.signs },
    };
  }

  /** What is filled in may say what the wording does not: nothing is offered that would be stopped at sending. */
  private maySay({ text }: Suggestion, { lines }: CaseFacts): boolean {
    const said = (speakers: readonly string[]) =>
      lines.flatMap((line) => (speakers.includes(line.speaker) ? [line.text] : []));
    return (
      this.wording.guard.check(text, {
        previousReplies: said(['bot', 'seat']).slice(-HEARD),
        echoes: said(['customer']).slice(-HEARD),
      }).verdict === 'ok'
    );
  }
}
