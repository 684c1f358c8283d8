import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { Test } from '@nestjs/testing';
import { AccountsModule, type Role, type User } from '#app/accounts/index.js';
import type { Database } from '#app/base/db/database.js';
import { GuardLog, LiveWording, ReplyModule, SuggestionLog } from '#app/reply/index.js';
import { DryRunRule } from '#app/reply/wording/dry-run-rule.js';
import { ManageRules } from '#app/reply/wording/manage-rules.js';
import { ManageScripts, type ScriptDraft } from '#app/reply/wording/manage-scripts.js';
import { testFloor } from '../support/floor.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

jest.setTimeout(60_000);

const person = (id: string, role: Role): User => ({ id, username: id, displayName: id, role });
const MEI = person('usr_mei', 'agent');
const HUI = person('usr_hui', 'supervisor');
const FANG = person('usr_fang', 'supervisor');

let opened: TestDatabase;
let db: Database;
/** Two processes on one database. */
let here: TestingModule;
let there: TestingModule;

async function processOn(database: Database): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [testFloor(database), AccountsModule, ReplyModule.forRole('all')],
  }).compile();
  await module.init();
  return module;
}

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.db;
  here = await processOn(db);
  there = await processOn(await opened.another());
}, 120_000);

afterAll(async () => {
  await here?.close();
  await there?.close();
  await opened?.close();
});

/** Waits as long as the promise to supervisors says: 5 s. */
async function seenElsewhere(look: () => boolean): Promise<void> {
  for (const until = Date.now() + 5_000; !look(); ) {
    if (Date.now() > until) throw new Error('the other process did not notice within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const draft = (more: Partial<ScriptDraft> = {}): ScriptDraft => ({
  stage: 'THANKS',
  key: 'default',
  scope: { locale: 'zh-CN' },
  text: '应该的，用电上有事随时找我。',
  suits: null,
  from: null,
  until: null,
  ...more,
});

describe('scripts of supervisors', () => {
  const manage = () => here.get(ManageScripts);
  const thanks = (module: TestingModule) =>
    module
      .get(LiveWording)
      .book.at('THANKS', 'default')
      .map(({ text }) => text);

  it('go from draft over review to active by two people, and are said by every process', async () => {
    const written = await manage().saveDraft(MEI, draft());
    expect(written).toMatchObject({ state: 'draft', version: 2, author: 'usr_mei' });
    await expect(manage().approve(HUI, written.id)).rejects.toMatchObject({
      code: 'scripts.wrong_state',
      status: 409,
    });
    await manage().submit(MEI, written.id);
    expect(thanks(here)).not.toContain(written.text);
    expect(await manage().approve(HUI, written.id)).toMatchObject({ state: 'active', approver: 'usr_hui' });
    expect(thanks(here)).toContain(written.text);
    await seenElsewhere(() => thanks(there).includes(written.text));
    expect((await manage().one('THANKS', 'default')).versions.map(({ state }) => state)).toEqual(['active']);

    await manage().retire(FANG, written.id);
    expect(thanks(here)).not.toContain(written.text);
    await expect(manage().retire(FANG, written.id)).rejects.toMatchObject({ code: 'scripts.wrong_state' });
  });

  it('nobody approves their own words, not even past the program', async () => {
    const own = await manage().saveDraft(HUI, draft({ text: '不客气，随时找我。' }));
    await manage().submit(HUI, own.id);
    await expect(manage().approve(HUI, own.id)).rejects.toMatchObject({
      code: 'scripts.own_words',
      status: 403,
    });
    await expect(
      db.query(`UPDATE script_versions SET state = 'active', approver = author WHERE id = $1`, [own.id]),
    ).rejects.toThrow('script_versions_four_eyes');
  });

  it('with a forbidden phrase in any filled sample are refused by name of wording and phrase', async () => {
    await expect(
      manage().saveDraft(
        MEI,
        draft({ scope: { locale: 'zh-CN', emotion: 'angry' }, text: '规定就是这样，{owner}也没办法。' }),
      ),
    ).rejects.toMatchObject({
      code: 'scripts.wording_refused',
      status: 422,
      field: 'text',
      details: {
        place: 'THANKS/default',
        variant: { emotion: 'angry' },
        kind: 'guard',
        class: 'RULE_PRESSURE',
      },
    });
    await expect(
      manage().saveDraft(
        MEI,
        draft({ scope: { locale: 'zh-CN', channel: 'sms' }, text: '您好，'.repeat(50) }),
      ),
    ).rejects.toMatchObject({ details: { kind: 'too_long_for_sms' } });
    await expect(manage().saveDraft(MEI, draft({ text: '{nobody}会来' }))).rejects.toMatchObject({
      details: { kind: 'unknown_variable', names: ['nobody'] },
    });
  });

  it('two who draft at the same time get two versions', async () => {
    const both = await Promise.all(
      [1, 2].map((n) =>
        manage().saveDraft(MEI, draft({ key: 'ticket', text: `不客气，编号{ticketNo}，${n}。` })),
      ),
    );
    expect(both.map(({ version }) => version).sort()).toEqual([2, 3]);
  });

  it('leave their steps in the audit log', async () => {
    const rows = await db.query<{ action: string }>(
      `SELECT action FROM audit_log WHERE action LIKE 'script.%'`,
    );
    const actions = rows.map(({ action }) => action);
    for (const action of ['script.drafted', 'script.submitted', 'script.approved', 'script.retired']) {
      expect(actions).toContain(action);
    }
  });
});

describe('guard rules of supervisors', () => {
  const rule = {
    name: '过分亲昵',
    class: 'TOO_FAMILIAR',
    phrases: ['么么哒'],
    patterns: [],
    unless: [],
    why: '太随便',
    rewrite: ['您先别急，我来帮您看。'],
    bad: ['好的么么哒'],
    fine: ['您别着急，我来帮您'],
  };
  /** The shipped guard, too, may have an opinion of the text: only our rule is asked for. */
  const verdict = (module: TestingModule) =>
    module
      .get(LiveWording)
      .guard.check('好的么么哒。')
      .hits.find((hit) => hit.class === 'TOO_FAMILIAR')?.severity ?? 'ok';
  const spoken = { conversationId: 'cnv_1', agent: 'usr_mei', text: '好的么么哒。' };

  it('observe first, then block in every process within 5 s, and can be switched off', async () => {
    const rules = here.get(ManageRules);
    const { rule: added } = await rules.add(HUI, rule);
    expect(added).toMatchObject({ state: 'observe', version: 1 });
    expect(verdict(here)).toBe('ok');
    expect(here.get(LiveWording).observedIn(spoken.text)).toMatchObject([{ ruleId: added.id }]);

    const blocking = await rules.setState(HUI, added.id, { state: 'block', version: 1 });
    expect(blocking.rule).toMatchObject({ state: 'block', version: 2 });
    expect(verdict(here)).toBe('block');
    await seenElsewhere(() => verdict(there) === 'block');
    await expect(rules.setState(FANG, added.id, { state: 'off', version: 1 })).rejects.toMatchObject({
      code: 'guard.rule_changed',
      status: 409,
    });
    // Other words are a new thing to be watched.
    expect((await rules.change(FANG, added.id, { ...rule, phrases: ['么么哒', '亲亲'] })).rule).toMatchObject(
      {
        state: 'observe',
        version: 3,
      },
    );
    expect(verdict(here)).toBe('ok');
    expect((await rules.history(added.id)).map(({ state }) => state)).toEqual([
      'observe',
      'block',
      'observe',
    ]);
    await rules.setState(HUI, added.id, { state: 'off' });
    await seenElsewhere(() => there.get(LiveWording).observedIn(spoken.text).length === 0);
  });

  it('are refused with the field named when they cannot work, cost too much or miss their own examples', async () => {
    const rules = here.get(ManageRules);
    const refused = (more: object, field: string) =>
      expect(rules.add(HUI, { ...rule, ...more })).rejects.toMatchObject({
        code: 'guard.rule_invalid',
        status: 422,
        field,
      });
    await refused({ phrases: ['您'], bad: [], fine: [] }, 'rule');
    await refused({ patterns: ['[一-龥]'], bad: [], fine: [] }, 'rule');
    await refused({ patterns: ['((a{90}){90}){90}'] }, 'patterns[0]');
    await refused({ patterns: ['甲', '(?<=乙)丙'] }, 'patterns[1]');
    await refused({ phrases: [], bad: [] }, 'phrases');
    await refused({ bad: ['没有那句话'] }, 'bad[0]');
    await refused({ fine: ['好的么么哒'] }, 'fine[0]');
    await refused({ rewrite: ['找{owner}'] }, 'rewrite');
  });

  it('a dry run says how many of the last replies of agents it would hit, with masked samples', async () => {
    await db.query(
      `INSERT INTO conversations (id, channel, account_id, contact_key) VALUES ('cnv_dry', 'web', 'default', 'dry')`,
    );
    const texts = ['好的么么哒，电话13812345678', '您好', '么 么 哒', '师傅15:30到'];
    for (const [i, text] of texts.entries()) {
      await db.query(
        `INSERT INTO messages (id, conversation_id, seq, speaker, content, at) VALUES ($1, 'cnv_dry', $2, 'seat', $3, now())`,
        [`m${i}`, i + 1, JSON.stringify({ kind: 'text', text })],
      );
    }
    const run = await here.get(DryRunRule).run(rule, 1_000);
    expect(run).toMatchObject({ checked: 4, hits: 2 });
    expect(run.samples.map(({ messageId }) => messageId)).toEqual(['m2', 'm0']);
    expect(JSON.stringify(run)).not.toContain('13812345678');
    expect(await here.get(DryRunRule).run(rule, 1)).toMatchObject({ checked: 1, hits: 0 });
  });

  it('the log tells what became of a hit: blocked, rewritten, overridden with the reason, observed, false alarm', async () => {
    const log = here.get(GuardLog);
    const guard = here.get(LiveWording).guard;
    const bad = { ...spoken, text: '规定就是这样。' };
    const outcomes = async () =>
      (await log.list(db, { agent: 'usr_mei', limit: 50 })).map(
        ({ outcome, class: code }) => `${code} ${outcome}`,
      );

    await log.blocked(bad, guard.check(bad.text));
    await log.blocked(bad, guard.check(bad.text));
    expect(await outcomes()).toEqual(['RULE_PRESSURE blocked']);

    const good = { ...spoken, text: '我来为您解释这项规定的原因。' };
    const send = (what: typeof bad, messageId: string, reason: string | null) =>
      db.tx((tx) => log.sent(tx, what, { messageId, checked: guard.check(what.text), reason, rewrote: [] }));
    await send(good, 'msg_1', null);
    expect(await outcomes()).toEqual(['RULE_PRESSURE rewritten']);

    await log.blocked(bad, guard.check(bad.text));
    await send(bad, 'msg_2', '客户要原话');
    expect(await outcomes()).toEqual(['RULE_PRESSURE overridden', 'RULE_PRESSURE rewritten']);

    const { rule: watched } = await here.get(ManageRules).add(HUI, { ...rule, name: '看着' });
    await send(spoken, 'msg_3', null);
    const [newest] = await log.list(db, { ruleId: watched.id, limit: 5 });
    expect(newest).toMatchObject({ outcome: 'observed', messageId: 'msg_3', phrase: '么么哒', layer: 1 });
    await db.tx((tx) => log.markFalseAlarm(tx, newest?.id ?? '', 'usr_mei'));
    expect((await log.figures(db)).get(watched.id)).toEqual({ hits: 1, falseAlarms: 1 });
  });
});

describe('what agents take of the suggestions', () => {
  const offer = (conversationId: string, seq: number) =>
    here.get(SuggestionLog).offer(db, {
      conversationId,
      seq,
      situations: ['URGE|open', 'URGE|open|URGE|-|calm'],
      lines: [
        { place: 'URGE/default', text: '已加急，明天14:30前给您回音。' },
        { place: 'PROGRESS/default', text: '到“调查分析”这一步。' },
      ],
    });
  const settle = (conversationId: string, suggestionId: string | undefined, text: string) =>
    db.tx((tx) =>
      here
        .get(SuggestionLog)
        .settle(tx, { conversationId, suggestionId, text, messageId: `msg_${text.length}` }),
    );
  const counts = () =>
    db.query<object>(`SELECT place, shown, picked, round(edited::numeric, 2)::float AS edited FROM suggestion_counts
      WHERE situation = 'URGE|open' ORDER BY place`);

  it('is counted once per answer, with how much was changed, and no text is kept', async () => {
    const ids = await offer('cnv_a', 4);
    expect(await offer('cnv_a', 4)).toEqual(ids);
    await settle('cnv_a', ids[0], '已加急，明天15:30前给您回音。');
    await settle('cnv_a', ids[0], '已加急，明天15:30前给您回音。');
    expect(await counts()).toEqual([
      { place: 'PROGRESS/default', shown: 1, picked: 0, edited: 0 },
      { place: 'URGE/default', shown: 1, picked: 1, edited: 0.06 },
    ]);
    const [row] = await db.query<{ items: object[]; taken: string }>(
      `SELECT items, taken FROM suggestion_offers`,
    );
    expect(row).toEqual({
      items: [{ place: 'URGE/default' }, { place: 'PROGRESS/default' }],
      taken: 'URGE/default',
    });
  });

  it('own words count as offered and not taken; the id of another conversation as none', async () => {
    const [foreign] = await offer('cnv_b', 1);
    await offer('cnv_c', 1);
    await settle('cnv_c', foreign, '我自己写的话。');
    await offer('cnv_d', 1);
    await settle('cnv_d', undefined, '我自己写的话。');
    expect(await counts()).toMatchObject([
      { shown: 3, picked: 0 },
      { shown: 3, picked: 1 },
    ]);
    expect((await here.get(SuggestionLog).learned()).get('URGE|open#URGE/default')).toMatchObject({
      shown: 3,
      picked: 1,
    });
  });

  it('many agents at once neither wait for each other in a circle nor lose a count', async () => {
    const conversations = Array.from({ length: 20 }, (_, i) => `cnv_many_${i}`);
    await Promise.all(
      conversations.map(async (id) => {
        const ids = await offer(id, 1);
        await settle(id, ids[1], '到“调查分析”这一步。');
      }),
    );
    expect(await counts()).toMatchObject([{ shown: 23, picked: 20 }, { shown: 23 }]);
  });
});
