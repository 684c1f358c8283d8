import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { Logger } from '#app/base/log/logger.js';
import { createGuard, type Guard, type GuardHit } from '../domain/guard/check.js';
import type { FoldData } from '../domain/guard/fold-table.js';
import { ScriptBook } from '../domain/scripts/script-book.js';
import type { SuggestionStock } from '../domain/suggest/rank.js';
import type { Suits } from '../domain/suggest/suits.js';
import { layeredGuard } from '../domain/wording/layered-guard.js';
import { asGuardRules, type RuleState, type StoredRule } from '../domain/wording/own-rule.js';
import { loadGuard } from '../load-guard.js';
import { loadGuardData } from '../load-guard-data.js';
import { loadShippedScripts, type ShippedScripts } from '../load-scripts.js';
import { loadPortraits, loadSuits, type PortraitTexts } from '../load-suits.js';
import { SpokenWording } from '../spoken-wording.js';
import { GuardRulesRepository } from './guard-rules.repository.js';
import { asScript, ScriptVersionsRepository } from './script-versions.repository.js';

/** How often each process looks whether a supervisor changed something: effect within 5 s (issue: ≤ 5 s). */
const LOOK_EVERY_MS = 1_500;

interface Loaded {
  readonly base: Guard;
  readonly shipped: ShippedScripts;
  readonly suits: ReadonlyMap<string, readonly Suits[]>;
  readonly portraits: PortraitTexts;
}

interface OwnRuleGuard {
  readonly id: string;
  readonly state: RuleState;
  readonly guard: () => Guard;
}

interface Current {
  readonly guard: Guard;
  /** Rules that are watched but do not count yet; null while there are none. */
  readonly observing: Guard | null;
  /** Each rule of supervisors on its own, to tell which of them it was. */
  readonly rules: readonly OwnRuleGuard[];
  readonly stock: SuggestionStock;
}

/** The words and rules of now: what is shipped, and over it what supervisors made active in the database. */
@Injectable()
export class LiveWording extends SpokenWording implements OnModuleInit, OnApplicationShutdown {
  private loaded: Loaded | undefined;
  private current: Current | undefined;
  private revision = '';
  private foldData: FoldData | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly scripts: ScriptVersionsRepository,
    private readonly rules: GuardRulesRepository,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const base = await loadGuard();
    const shipped = loadShippedScripts(base);
    const suits = loadSuits(new ScriptBook(shipped.scripts));
    this.loaded = { base, shipped, suits, portraits: loadPortraits() };
    await this.refresh();
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  override get guard(): Guard {
    return this.now.guard;
  }

  /** What rules in observe mode find in a text; nobody is kept from sending it. */
  observedIn(text: string): readonly { readonly ruleId: string; readonly hit: GuardHit }[] {
    const { observing, rules } = this.now;
    if (!observing || observing.check(text).verdict === 'ok') return [];
    return rules
      .filter(({ state }) => state === 'observe')
      .flatMap(({ id, guard }) =>
        guard()
          .check(text)
          .hits.map((hit) => ({ ruleId: id, hit })),
      );
  }

  /** The supervisors' rule that made this hit; null for a shipped one. */
  ownRuleOf(text: string, { class: code, start, end }: GuardHit): string | null {
    const found = this.now.rules.find(
      ({ state, guard }) =>
        (state === 'warn' || state === 'block') &&
        guard()
          .check(text)
          .hits.some((hit) => hit.class === code && hit.start < end && start < hit.end),
    );
    return found?.id ?? null;
  }

  override get book(): ScriptBook {
    return this.now.stock.book;
  }

  get stock(): SuggestionStock {
    return this.now.stock;
  }

  get shipped(): ShippedScripts {
    return this.files.shipped;
  }

  get portraits(): PortraitTexts {
    return this.files.portraits;
  }

  /** Today in China, `2026-11-22`: scripts have first and last days. */
  override today(): string {
    return chinaDay(this.clock.now());
  }

  /** A guard of these rules alone, for observing, dry runs and trying a rule out. */
  guardOf(stored: readonly StoredRule[]): Guard {
    return createGuard(asGuardRules(stored, ['observe', 'warn', 'block']), this.fold);
  }

  /** Spellings and traditional forms, as the shipped guard folds them. Read when first asked for. */
  get fold(): FoldData {
    this.foldData ??= loadGuardData().fold;
    return this.foldData;
  }

  /** Reads scripts and rules again if anything changed since the last time. */
  async refresh(): Promise<void> {
    const revision = await this.readRevision();
    if (revision === this.revision) return;
    const [versions, rules] = await Promise.all([this.scripts.active(this.db), this.rules.current(this.db)]);
    const counting = rules.filter(({ state }) => state === 'warn' || state === 'block');
    const observed = rules.filter(({ state }) => state === 'observe');
    const { base, shipped, suits } = this.files;
    this.current = {
      guard: layeredGuard(base, counting.length > 0 ? this.guardOf(counting) : null),
      observing: observed.length > 0 ? this.guardOf(observed) : null,
      rules: [...counting, ...observed].map((rule) => ({
        id: rule.id,
        state: rule.state,
        guard: once(() => this.guardOf([rule])),
      })),
      stock: {
        book: new ScriptBook([...shipped.scripts, ...versions.map(asScript)]),
        suits: new Map([
          ...suits,
          ...versions.flatMap((one) => (one.suits ? [[`${one.stage}/${one.key}`, one.suits] as const] : [])),
        ]),
        stageNames: shipped.stages,
        variableNames: Object.fromEntries(
          Object.entries(shipped.variables).map(([name, { source }]) => [name, source]),
        ),
      },
    };
    this.revision = revision;
  }

  private async readRevision(): Promise<string> {
    const rows = await this.db.query<{ kind: string; revision: string }>(
      'SELECT kind, revision::text FROM wording_revisions ORDER BY kind',
    );
    return rows.map(({ kind, revision }) => `${kind}:${revision}`).join();
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.refresh()
        .catch((error: unknown) =>
          this.log.warn('scripts and rules not read again; the last ones go on', { error: String(error) }),
        )
        .finally(() => this.schedule());
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  private get files(): Loaded {
    if (!this.loaded) throw new Error('scripts and rules are not loaded yet');
    return this.loaded;
  }

  private get now(): Current {
    if (!this.current) throw new Error('scripts and rules are not loaded yet');
    return this.current;
  }
}

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
const chinaDay = (moment: Date): string => DAY.format(moment);

/** Computed when first asked for. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
