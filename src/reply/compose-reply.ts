import { Injectable } from '@nestjs/common';
import { Metrics } from '#app/base/health/metrics.js';
import { Logger } from '#app/base/log/logger.js';
import type { Category, Emotion, Intent } from '#app/base/model/labels.js';
import type { ChannelId } from '#app/base/model/message.js';
import type { Guard } from './domain/guard/check.js';
import { fillScript, pickScript } from './domain/scripts/script-book.js';
import { SpokenWording } from './spoken-wording.js';

/** One script of a reply and the facts to fill it with. */
export interface ReplyPiece {
  readonly stage: string;
  readonly key?: string;
  readonly category?: Category | null;
  readonly vars: Readonly<Record<string, string>>;
}

export interface ReplyContext {
  readonly channel: ChannelId;
  readonly intent: Intent;
  readonly emotion: Emotion;
  /** The bot's last texts in this conversation, oldest first. */
  readonly previousReplies: readonly string[];
  /** The customer's words, where the reply repeats them. */
  readonly echoes: readonly string[];
}

/** Said when nothing else may be: a text of ours that is never forbidden (house §4 "Errors"). */
const SAFE = { stage: 'SAFE', key: 'fallback' };
const AGAIN = ['again', 'again2'];
const LAST_RESORT = '您的消息收到并保存了。';

/**
 * Puts the bot's words together. What it returns has no guard hit, whatever the scripts, the
 * customer's quoted words or the facts are: a hit is rewritten, else replaced by the safe sentence.
 */
@Injectable()
export class ComposeReply {
  constructor(
    private readonly wording: SpokenWording,
    private readonly metrics: Metrics,
    private readonly log: Logger,
  ) {}

  /** Boot check: @throws Error naming what may be said and has no script */
  assertKnows(places: readonly { readonly stage: string; readonly key: string }[]): void {
    const missing = places.filter(({ stage, key }) => this.wording.book.at(stage, key).length === 0);
    if (missing.length > 0)
      throw new Error(
        `scripts are missing: ${missing.map(({ stage, key }) => `${stage}/${key}`).join(', ')}`,
      );
  }

  get guard(): Guard {
    return this.wording.guard;
  }

  run(pieces: readonly ReplyPiece[], context: ReplyContext): string {
    const filled = pieces.map((piece) => this.fill(piece, context)).filter((text) => text !== undefined);
    const passed = filled.length > 0 ? this.pass(filled.join('\n'), context) : undefined;
    return passed ?? this.otherWords(context);
  }

  /** What is said where the first words may not be: an acknowledgement, and at the very end the safe sentence. */
  private otherWords(context: ReplyContext): string {
    for (const key of AGAIN) {
      const text = this.fill({ stage: 'ACK', key, vars: {} }, context);
      const passed = text === undefined ? undefined : this.pass(text, context);
      if (passed !== undefined) return passed;
    }
    return this.fill({ ...SAFE, vars: {} }, context) ?? LAST_RESORT;
  }

  /** The text, its compliant rewrite, or undefined when neither may go out. */
  private pass(text: string, context: ReplyContext): string | undefined {
    const checked = this.guard.check(text, {
      previousReplies: context.previousReplies,
      echoes: context.echoes,
    });
    if (checked.verdict === 'ok') return text;
    for (const hit of checked.hits) this.metrics.guardHits.inc({ class: hit.class, speaker: 'bot' });
    const stateful = checked.hits.some(
      (hit) => hit.class === 'NO_ANSWER_LOOP' || hit.class === 'REPEATED_APOLOGY',
    );
    if (stateful || !checked.rewritten) return undefined;
    return this.guard.check(checked.rewritten, { previousReplies: context.previousReplies }).verdict === 'ok'
      ? checked.rewritten
      : undefined;
  }

  /** A script with its facts; undefined (and a line in the log) when there is none or a fact is missing. */
  private fill(piece: ReplyPiece, context: ReplyContext): string | undefined {
    const script = pickScript(this.wording.book, {
      ...piece,
      category: piece.category ?? undefined,
      ...this.situation(context),
    });
    const filled = script ? fillScript(script, piece.vars) : undefined;
    if (filled?.ok) return filled.value;
    this.log.error('script missing or not filled', {
      stage: piece.stage,
      key: piece.key,
      missing: filled ? filled.error.missing.join() : 'script',
    });
    return undefined;
  }

  private situation({ channel, intent, emotion }: ReplyContext) {
    return { channel, intent, emotion, locale: 'zh-CN' as const, day: this.wording.today() };
  }
}
