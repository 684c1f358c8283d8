import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type StartedApp, startApp } from '../support/app.js';
import { ChatClient } from '../support/chat-client.js';
import { eventually } from '../support/eventually.js';
import { SeatClient } from '../support/seat-client.js';

jest.setTimeout(60_000);

const AGENT = { username: 'li.mei', password: 'copper kettle 77 Morgen', role: 'agent' } as const;
/** What a supervisor is promised (docs: scripts and rules). */
const EFFECT_MS = 5_000;

interface Suggested {
  readonly suggestions: readonly { id: string; stage: string; key: string; text: string; why: string }[];
  readonly portrait: { code: string; name: string; tip: string };
}
interface Hit {
  readonly id: string;
  readonly class: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly ruleId: string | null;
  readonly falseAlarmBy: string | null;
}

let app: StartedApp;
let supervisor: SeatClient;
let agent: SeatClient;
let customer: ChatClient;
let conversation: string;

beforeAll(async () => {
  app = await startApp();
  supervisor = await SeatClient.signIn(app.url, await app.createAdmin());
  await supervisor.call('POST', '/api/users', { ...AGENT, displayName: '李梅' });
  agent = await SeatClient.signIn(app.url, AGENT);
  customer = await ChatClient.arrive(app.url);
  await customer.says('你好');
  const { conversations } = await agent.get<{ conversations: { id: string }[] }>('/api/conversations');
  conversation = conversations[0]?.id ?? '';
  await agent.takesOver(conversation);
}, 60_000);

afterAll(async () => {
  await app?.stop();
});

const suggested = () => agent.get<Suggested>(`/api/conversations/${conversation}/suggestions`);
const sends = (text: string, more: object = {}) =>
  agent.call('POST', `/api/conversations/${conversation}/messages`, {
    clientId: randomUUID(),
    text,
    ...more,
  });
const hits = async (query = '') => (await supervisor.get<{ hits: Hit[] }>(`/api/guard/hits${query}`)).hits;

describe('suggestions', () => {
  it('fit what the customer just said, with a reason and a tip, and are not repeated once said', async () => {
    await customer.sends('我要投诉！换了新电表以后电费翻了一倍，打了几次电话都没人管！！');
    const found = await eventually('suggestions for a complaint', async () => {
      const now = await suggested();
      return now.suggestions.some(({ why }) => why.includes('投诉')) ? now : undefined;
    });
    expect(found.suggestions).toHaveLength(3);
    expect(found.portrait.tip.length).toBeGreaterThan(10);
    const [first] = found.suggestions;
    const answer = await sends(first?.text ?? '', { suggestionId: first?.id });
    expect(answer.status).toBe(201);
    await customer.waitFor((all) => all.find((message) => message.content.text === first?.text));
    const next = await suggested();
    expect(next.suggestions.map(({ text }) => text)).not.toContain(first?.text);
  });

  it('with an empty place, or an id of another shape, are not sent', async () => {
    const blank = await sends('原因是【待填：处理结果】。');
    expect(blank.status).toBe(422);
    expect(await blank.json()).toMatchObject({ code: 'reply.unfilled', field: 'text' });
    const odd = await sends('好的，明天14:30前回复您。', { suggestionId: 'nonsense' });
    expect(odd.status).toBe(400);
    expect(await odd.json()).toMatchObject({ field: 'suggestionId' });
  });

  it('of a conversation that is not there: 404; for somebody who is not signed in: 401', async () => {
    expect((await agent.call('GET', '/api/conversations/cnv_none/suggestions')).status).toBe(404);
    expect((await fetch(`${app.url}/api/conversations/${conversation}/suggestions`)).status).toBe(401);
  });
});

describe('a supervisor’s rule', () => {
  const rule = {
    name: '过分亲昵',
    class: 'TOO_FAMILIAR',
    phrases: ['么么哒'],
    why: '和客户说话不用昵称',
    rewrite: ['好的，我来办。'],
    bad: ['好的么么哒'],
  };
  const text = '好的么么哒，明天14:30前给您回复检查结果。';
  let id: string;

  it('only logs while it is observed', async () => {
    const added = await supervisor.call('POST', '/api/guard/rules', rule);
    expect(added.status).toBe(201);
    ({
      rule: { id },
    } = (await added.json()) as { rule: { id: string } });
    await eventually(
      'an observed hit',
      async () => {
        expect((await sends(text)).status).toBe(201);
        return (await hits(`?rule=${id}`))[0];
      },
      EFFECT_MS,
    );
    expect((await hits(`?rule=${id}`))[0]).toMatchObject({ outcome: 'observed', class: 'TOO_FAMILIAR' });
  });

  it('says in a dry run what it would have hit', async () => {
    const run = await supervisor.call('POST', '/api/guard/rules/dry-run', { rule, last: 100 });
    const found = (await run.json()) as { checked: number; hits: number; samples: { phrase: string }[] };
    expect(found.hits).toBeGreaterThan(0);
    expect(found.samples[0]?.phrase).toBe('么么哒');
  });

  it('blocks within 5 s of being switched; an override needs a reason and is logged with it', async () => {
    const switched = await supervisor.call('POST', `/api/guard/rules/${id}/state`, { state: 'block' });
    expect(switched.status).toBe(200);
    await eventually('a block', async () => (await sends(text)).status === 422, EFFECT_MS);
    const checked = await agent.call('POST', '/api/guard/check', { text, conversationId: conversation });
    const verdict = (await checked.json()) as {
      verdict: string;
      rewritten: string;
      hits: { class: string }[];
    };
    expect(verdict).toMatchObject({ verdict: 'block' });
    expect(verdict.hits.map((hit) => hit.class)).toContain('TOO_FAMILIAR');
    expect(verdict.rewritten).not.toContain('么么哒');
    expect((await sends(text, { override: { reason: '客户这样称呼我们' } })).status).toBe(201);
    const [newest] = await hits(`?rule=${id}`);
    expect(newest).toMatchObject({ outcome: 'overridden', reason: '客户这样称呼我们' });
    const marked = await agent.call('POST', `/api/guard/hits/${newest?.id}/false-alarm`, {});
    expect(await marked.json()).toMatchObject({ hit: { falseAlarmBy: expect.stringMatching(/^usr_/) } });
  });

  it('is the business of supervisors; an evil pattern is refused by name of its field', async () => {
    expect((await agent.call('POST', '/api/guard/rules', rule)).status).toBe(403);
    expect((await agent.call('GET', '/api/guard/hits')).status).toBe(403);
    const evil = await supervisor.call('POST', '/api/guard/rules', {
      ...rule,
      patterns: ['((a{90}){90}){90}'],
    });
    expect(evil.status).toBe(422);
    expect(await evil.json()).toMatchObject({ code: 'guard.rule_invalid', field: 'patterns[0]' });
  });
});

describe('a script of an agent', () => {
  it('is refused with a forbidden phrase, and said once another person has approved it', async () => {
    const draft = { stage: 'THANKS', key: 'default', text: '应该的，用电上有事随时找我。' };
    const bad = await agent.call('POST', '/api/scripts', { ...draft, text: '规定就是这样。' });
    expect(bad.status).toBe(422);
    expect(await bad.json()).toMatchObject({
      code: 'scripts.wording_refused',
      details: { place: 'THANKS/default', class: 'RULE_PRESSURE', text: '规定就是这样' },
    });
    const written = await agent.call('POST', '/api/scripts', draft);
    const { version } = (await written.json()) as { version: { id: string } };
    await agent.call('POST', `/api/scripts/${version.id}/submit`);
    expect((await agent.call('POST', `/api/scripts/${version.id}/approve`)).status).toBe(403);
    expect((await supervisor.call('POST', `/api/scripts/${version.id}/approve`)).status).toBe(200);
    const thanked = async () => (await ChatClient.arrive(app.url)).says('谢谢');
    await eventually('the new words', async () => (await thanked()) === draft.text, EFFECT_MS);
  });
});

describe('the guard, where a ticket is open', () => {
  const check = async (text: string) => {
    const answer = await agent.call('POST', '/api/guard/check', { text, conversationId: complaint });
    return (await answer.json()) as { hits: { class: string; text: string; rewrite: string }[] };
  };
  let complaint: string;

  it('marks a time beyond the ticket’s clocks and fills the rewrite with the ticket’s own', async () => {
    const other = await ChatClient.arrive(app.url);
    await other.sends('报修三次了都没人来,我要投诉!幸福小区3栋502,电话13800001234');
    await other.waitFor((all) => all.find((message) => message.speaker === 'bot'));
    await other.sends('对,就这样登记');
    await other.waitFor((all) => all.find((message) => /TS\d{10}/.test(message.content.text ?? '')));
    const { conversations } = await agent.get<{ conversations: { id: string; lastText: string }[] }>(
      '/api/conversations',
    );
    complaint = conversations.find(({ id }) => id !== conversation)?.id ?? '';
    const { hits: found } = await check('这件事由我负责，40天内给您处理结果。');
    expect(found.map((hit) => hit.class)).toContain('OVER_PROMISE');
    expect(found[0]?.rewrite).not.toContain('{');
  });

  it('leaves a time within them alone', async () => {
    expect((await check('这件事由我负责，2小时内给您回电话说明进展。')).hits).toEqual([]);
  });
});
