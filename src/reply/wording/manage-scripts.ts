import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog, isAtLeast, type User } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { describeFault, faultOfWording } from '../domain/scripts/check-wording.js';
import { placeOf, type Script, type ScriptScope } from '../domain/scripts/script-book.js';
import type { Suits } from '../domain/suggest/suits.js';
import { LiveWording } from './live-wording.js';
import {
  asScript,
  type ScriptState,
  type ScriptVersion,
  ScriptVersionsRepository,
} from './script-versions.repository.js';

export interface ScriptDraft {
  readonly stage: string;
  readonly key: string;
  readonly scope: ScriptScope;
  readonly text: string;
  readonly suits: readonly Suits[] | null;
  readonly from: string | null;
  readonly until: string | null;
}

export interface ScriptPlace {
  readonly stage: string;
  readonly stageName: string;
  readonly key: string;
  /** Wordings as shipped, and versions of supervisors that are not retired. */
  readonly shipped: readonly Script[];
  readonly versions: readonly ScriptVersion[];
  readonly suits: readonly Suits[] | null;
}

/** Scripts on their way: draft → review → active, by two people; every step checks the wording again. */
@Injectable()
export class ManageScripts {
  constructor(
    private readonly db: Database,
    private readonly versions: ScriptVersionsRepository,
    private readonly wording: LiveWording,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<readonly ScriptPlace[]> {
    const living = await this.versions.living(this.db);
    const places = new Map<string, ScriptPlace>();
    const at = (stage: string, key: string): ScriptPlace => {
      const place = placeOf(stage, key);
      const known = places.get(place) ?? this.place(stage, key, []);
      places.set(place, known);
      return known;
    };
    for (const { stage, key } of this.wording.shipped.scripts) at(stage, key);
    for (const version of living) {
      const place = at(version.stage, version.key);
      places.set(placeOf(version.stage, version.key), { ...place, versions: [...place.versions, version] });
    }
    return [...places.values()];
  }

  /** One place with everything that was ever written for it. @throws AppError `scripts.not_found` (404) */
  async one(stage: string, key: string): Promise<ScriptPlace> {
    const place = this.place(stage, key, await this.versions.at(this.db, stage, key));
    if (place.shipped.length + place.versions.length === 0) throw notFound();
    return place;
  }

  /** @throws AppError `scripts.wording_refused` (422) naming the wording and what is wrong with it */
  async saveDraft(user: User, draft: ScriptDraft): Promise<ScriptVersion> {
    this.check(draft);
    const shipped = this.wording.shipped.scripts
      .filter((one) => one.stage === draft.stage && one.key === draft.key && sameScope(one, draft.scope))
      .reduce((highest, one) => Math.max(highest, one.version ?? 1), 0);
    const id = `scr_${randomBytes(9).toString('base64url')}`;
    return this.db.tx(async (tx) => {
      const version = await this.versions.addDraft(
        tx,
        { ...draft, id, author: user.id },
        { shipped, at: this.clock.now() },
      );
      if (!version) throw new Error('the draft was not written');
      await this.audit.append(tx, {
        actor: user.id,
        action: 'script.drafted',
        object: id,
        details: { place: placeOf(draft.stage, draft.key), scope: draft.scope, version: version.version },
      });
      return version;
    });
  }

  /** By the author, or by a supervisor. */
  submit(user: User, id: string): Promise<ScriptVersion> {
    return this.move(user, id, 'draft', 'review', (version) => {
      if (version.author !== user.id && !isAtLeast(user.role, 'supervisor')) throw notFound();
    });
  }

  /** By another person than the author: nobody approves their own words. */
  approve(user: User, id: string): Promise<ScriptVersion> {
    return this.move(user, id, 'review', 'active', (version) => {
      if (version.author === user.id)
        throw new AppError({
          code: 'scripts.own_words',
          status: 403,
          field: 'id',
          message: 'id: 自己写的话术要由另一位主管审批',
        });
    });
  }

  /** Takes a version out; the next lower one, or the shipped wording, speaks again. */
  retire(user: User, id: string): Promise<ScriptVersion> {
    return this.move(user, id, null, 'retired', () => undefined);
  }

  private async move(
    user: User,
    id: string,
    from: ScriptState | null,
    to: ScriptState,
    permit: (version: ScriptVersion) => void,
  ): Promise<ScriptVersion> {
    const at = this.clock.now();
    const moved = await this.db.tx(async (tx) => {
      const version = await this.versions.lock(tx, id);
      if (!version) throw notFound();
      permit(version);
      if (version.state === 'retired' || (from !== null && version.state !== from))
        throw new AppError({
          code: 'scripts.wrong_state',
          status: 409,
          field: 'id',
          message: `id: 这条话术现在是 ${version.state}，不能这样操作`,
          details: { state: version.state },
        });
      if (to !== 'retired') this.check(version);
      const approver = to === 'active' ? user.id : null;
      await this.versions.change(tx, id, { state: to, approver, at });
      await this.audit.append(tx, {
        actor: user.id,
        action: `script.${{ review: 'submitted', active: 'approved', retired: 'retired', draft: 'drafted' }[to]}`,
        object: id,
        details: { place: placeOf(version.stage, version.key), version: version.version },
      });
      return { ...version, state: to, approver: approver ?? version.approver, changedAt: at };
    });
    await this.wording.refresh();
    return moved;
  }

  /** The guard and the lengths, with every sample filled in; for a text that goes by SMS as well. */
  private check(draft: ScriptDraft | ScriptVersion): void {
    const script = asScript({ ...EMPTY, ...draft });
    const fault = faultOfWording(script, this.wording.shipped.variables, this.wording.guard);
    if (!fault) return;
    throw new AppError({
      code: 'scripts.wording_refused',
      status: 422,
      field: 'text',
      message: `text: ${describeFault(fault)}`,
      details: { place: placeOf(draft.stage, draft.key), variant: draft.scope, ...fault },
    });
  }

  private place(stage: string, key: string, versions: readonly ScriptVersion[]): ScriptPlace {
    return {
      stage,
      stageName: this.wording.shipped.stages[stage] ?? stage,
      key,
      shipped: this.wording.shipped.scripts.filter((one) => one.stage === stage && one.key === key),
      versions,
      suits: this.wording.stock.suits.get(placeOf(stage, key)) ?? null,
    };
  }
}

const EMPTY = {
  id: '',
  version: 1,
  state: 'draft',
  author: '',
  approver: null,
  createdAt: new Date(0),
  changedAt: new Date(0),
} as const;

const sameScope = (script: Script, scope: ScriptScope): boolean =>
  (['channel', 'category', 'intent', 'emotion', 'locale'] as const).every(
    (part) => script[part] === scope[part],
  );

const notFound = (): AppError =>
  new AppError({ code: 'scripts.not_found', status: 404, field: 'id', message: 'id: 没有这条话术' });
