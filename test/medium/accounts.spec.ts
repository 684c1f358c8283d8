import { describe, expect, it } from '@jest/globals';
import { SessionReader } from '#app/accounts/index.js';
import {
  describeAccounts,
  HOUR,
  MINUTE,
  NEW_PASSWORD,
  PASSWORD,
  setCookie,
} from '../support/accounts-app.js';

describeAccounts('accounts', (accounts) => {
  const { call, login, signIn, person, whoAmI, audited, clock, sql } = accounts;

  describe('first run', () => {
    const first = { username: 'Zhang.Wei', password: PASSWORD, displayName: '张伟' };

    it('has no account of its own, asks for one, and then never again', async () => {
      expect((await call('GET', '/api/setup')).json()).toEqual({ needed: true });
      expect((await login('admin', 'admin')).status).toBe(401);
      const made = await call('POST', '/api/setup', { body: first });
      expect(made.status).toBe(201);
      expect(made.json()).toEqual({
        user: {
          id: expect.stringMatching(/^usr_/),
          username: 'Zhang.Wei',
          displayName: '张伟',
          role: 'admin',
        },
      });
      expect((await call('GET', '/api/setup')).json()).toEqual({ needed: false });
      const again = await call('POST', '/api/setup', { body: { ...first, username: 'other' } });
      expect([again.status, again.json().code]).toEqual([409, 'accounts.setup_done']);
    });

    it('makes one administrator of fifty who ask at once', async () => {
      const replies = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          call('POST', '/api/setup', { body: { ...first, username: `boss${i}` } }),
        ),
      );
      const statuses = replies.map((reply) => reply.status).sort();
      expect(statuses).toEqual([201, ...Array.from({ length: 49 }, () => 409)]);
      expect(await sql('SELECT 1 FROM users')).toHaveLength(1);
    }, 30_000);

    it.each([
      ['short', 'password', 'accounts.password_weak', { password: 'k7#mQz2!v' }],
      ['easy', 'password', 'accounts.password_weak', { password: 'password2026' }],
      ['not text', 'password', 'request.invalid', { password: 1234567890 }],
      ['like the name', 'password', 'accounts.password_weak', { password: 'Zhang.Wei99' }],
      ['a bad name', 'username', 'request.invalid', { username: 'zhang wei' }],
      ['a role', 'role', 'request.invalid', { role: 'admin' }],
    ])('names the field at fault: %s', async (_, field, code, change) => {
      const reply = await call('POST', '/api/setup', { body: { ...first, ...change } });
      expect([reply.status, reply.json().code, reply.json().field]).toEqual([400, code, field]);
      expect((await call('GET', '/api/setup')).json()).toEqual({ needed: true });
    });

    it('stores argon2id and never the password', async () => {
      await call('POST', '/api/setup', { body: first });
      const [row] = await sql<{ hash: string }>('SELECT password_hash AS hash FROM users');
      expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(JSON.stringify(await sql('SELECT * FROM users, audit_log'))).not.toContain(PASSWORD);
    });
  });

  describe('a session', () => {
    it('opens with the right password, whatever the case of the name', async () => {
      await person('Zhang.Wei', 'supervisor');
      const reply = await login('ZHANG.wei');
      expect(reply.status).toBe(200);
      expect(Object.keys(reply.json())).toEqual(['user']);
      expect(reply.json().user).toMatchObject({ username: 'Zhang.Wei', role: 'supervisor' });
      expect(setCookie(reply)).toMatch(/^jiesu_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
      const cookie = setCookie(reply).split(';')[0] ?? '';
      expect((await whoAmI(cookie)).json()).toEqual({ user: reply.json().user });
      expect(await accounts.app.get(SessionReader).read(`theme=dark; ${cookie}`)).toEqual(reply.json().user);
    });

    it('has a Secure cookie when the request came by https', async () => {
      await person('zhang');
      expect(setCookie(await login('zhang', PASSWORD, { 'x-forwarded-proto': 'https' }))).toMatch(
        /; Secure$/,
      );
    });

    it('is not to be had by guessing or from the database', async () => {
      await person('zhang');
      const cookie = await signIn('zhang');
      const [row] = await sql<{ id: string }>('SELECT id FROM sessions');
      expect(cookie).not.toContain(row?.id);
      for (const forged of [
        `jiesu_session=${row?.id}`,
        'jiesu_session=',
        `jiesu_session=${'A'.repeat(43)}`,
        'x=1',
        '',
      ]) {
        expect((await whoAmI(forged)).status).toBe(401);
        expect(await accounts.app.get(SessionReader).read(forged)).toBeNull();
      }
    });

    it('gets a new id at each login, and the one the browser had ends', async () => {
      await person('zhang');
      const first = await signIn('zhang');
      const second = setCookie(
        await call('POST', '/api/session', {
          body: { username: 'zhang', password: PASSWORD },
          cookie: first,
        }),
      ).split(';')[0];
      expect(second).not.toBe(first);
      expect((await whoAmI(first)).status).toBe(401);
      expect((await whoAmI(second ?? '')).status).toBe(200);
    });

    it('opens nothing for a disabled account, even where its row was left behind', async () => {
      const { id } = await person('zhang');
      const cookie = await signIn('zhang');
      await sql(`UPDATE users SET state = 'disabled' WHERE id = $1`, [id]);
      expect((await whoAmI(cookie)).status).toBe(401);
      expect(await accounts.app.get(SessionReader).read(cookie)).toBeNull();
    });

    it('ends at logout, which may be said twice', async () => {
      await person('zhang');
      const cookie = await signIn('zhang');
      const reply = await call('DELETE', '/api/session', { cookie });
      expect([reply.status, setCookie(reply)]).toEqual([204, expect.stringContaining('Max-Age=0')]);
      expect((await whoAmI(cookie)).status).toBe(401);
      expect((await call('DELETE', '/api/session', { cookie })).status).toBe(204);
    });

    it('ends after 12 idle hours', async () => {
      await person('zhang');
      const [busy, idle] = [await signIn('zhang'), await signIn('zhang')];
      clock.pass(11 * HOUR);
      expect((await whoAmI(busy)).status).toBe(200);
      clock.pass(HOUR);
      expect([(await whoAmI(busy)).status, (await whoAmI(idle)).status]).toEqual([200, 401]);
    });

    it('ends after 7 days of work without a pause', async () => {
      await person('zhang');
      const cookie = await signIn('zhang');
      for (let hours = 0; hours < 160; hours += 10) {
        clock.pass(10 * HOUR);
        expect((await whoAmI(cookie)).status).toBe(200);
      }
      clock.pass(8 * HOUR);
      expect((await whoAmI(cookie)).status).toBe(401);
      await signIn('zhang');
      expect(await sql('SELECT 1 FROM sessions')).toHaveLength(1);
    });

    it('is marked as seen once a minute, and not by a look', async () => {
      await person('zhang');
      const cookie = await signIn('zhang');
      const seen = async () =>
        (await sql<{ at: Date }>('SELECT last_seen_at AS at FROM sessions'))[0]?.at.getTime();
      const opened = clock.now().getTime();
      clock.pass(59_000);
      await whoAmI(cookie);
      expect(await seen()).toBe(opened);
      clock.pass(2 * MINUTE);
      expect(await accounts.app.get(SessionReader).peek(cookie)).toMatchObject({ username: 'zhang' });
      expect(await seen()).toBe(opened);
      await whoAmI(cookie);
      expect(await seen()).toBe(clock.now().getTime());
    });
  });

  describe('guessing', () => {
    const WRONG = 'not the password';

    it('answers the same for an unknown name, a wrong password and a disabled account', async () => {
      await person('zhang');
      const gone = await person('gone');
      await sql(`UPDATE users SET state = 'disabled' WHERE id = $1`, [gone.id]);
      const replies = [await login('zhang', WRONG), await login('nobody', WRONG), await login('gone')];
      expect(replies.map((reply) => reply.status)).toEqual([401, 401, 401]);
      const said = replies.map((reply) => ({ ...reply.json(), requestId: 'x' }));
      expect(said).toEqual([said[0], said[0], said[0]]);
    });

    it('takes as long for an unknown name as for a wrong password', async () => {
      const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
      const took: Record<string, number[]> = { known: [], unknown: [] };
      for (let i = 0; i < 7; i++) await person(`known${i}`);
      for (let i = 0; i < 7; i++) {
        for (const kind of ['known', 'unknown']) {
          const started = performance.now();
          await login(`${kind}${i}`, WRONG);
          took[kind]?.push(performance.now() - started);
        }
      }
      const ratio = median(took.known ?? []) / median(took.unknown ?? []);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    }, 30_000);

    it.each(['zhang', 'nobody'])(
      'locks %s for 15 minutes after five wrong passwords',
      async (username) => {
        await person('zhang');
        for (let i = 0; i < 5; i++) expect((await login(username, WRONG)).status).toBe(401);
        clock.pass(5 * MINUTE);
        const locked = await login(username);
        expect(locked.status).toBe(429);
        expect(locked.json()).toMatchObject({ code: 'accounts.locked', details: { retryAfterSeconds: 600 } });
        expect(locked.json().message).toContain('10 minutes');
        clock.pass(10 * MINUTE);
        expect((await login(username)).status).toBe(username === 'zhang' ? 200 : 401);
        expect((await audited()).filter((action) => action === 'session.locked').length).toBeGreaterThan(0);
      },
      15_000,
    );

    it('starts to count anew after a right one, and after a lock', async () => {
      await person('zhang');
      for (let i = 0; i < 4; i++) await login('zhang', WRONG);
      expect((await login('zhang')).status).toBe(200);
      for (let i = 0; i < 5; i++) expect((await login('zhang', WRONG)).status).toBe(401);
      clock.pass(15 * MINUTE);
      for (let i = 0; i < 5; i++) expect((await login('zhang', WRONG)).status).toBe(401);
      expect((await login('zhang', WRONG)).status).toBe(429);
    }, 15_000);

    it('gives forty guesses sent together no more than five looks', async () => {
      await person('zhang');
      const replies = await Promise.all(
        Array.from({ length: 40 }, (_, i) => login('zhang', `${WRONG} ${i}`)),
      );
      expect(replies.filter((reply) => reply.status === 401)).toHaveLength(5);
      expect(replies.filter((reply) => reply.status === 429)).toHaveLength(35);
    }, 15_000);

    it('does not lock out twenty right logins sent together', async () => {
      await person('zhang');
      const replies = await Promise.all(Array.from({ length: 20 }, () => login('zhang')));
      expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 20 }, () => 200));
    }, 15_000);

    it.each<[string, unknown, string]>([
      ['an object for a text', { username: { $ne: '' }, password: 'x' }, 'username'],
      ['an extra key', { username: 'zhang', password: 'x', role: 'admin' }, 'role'],
      ['a list', [], 'body'],
      ['no password', { username: 'zhang' }, 'password'],
    ])('refuses %s by name', async (_, body, field) => {
      const reply = await call('POST', '/api/session', { body });
      expect([reply.status, reply.json().field]).toEqual([400, field]);
    });

    it('is no worse for SQL in the name or for NUL', async () => {
      expect((await login("' OR 1=1 --", WRONG)).status).toBe(401);
      expect((await login('zhang\u0000', WRONG)).json()).toMatchObject({ field: 'username' });
    });
  });

  describe('another site', () => {
    const origin = { origin: 'https://evil.example', host: 'jiesu.example' };

    it('cannot change anything with our cookie', async () => {
      await person('zhang');
      const cookie = await signIn('zhang');
      const forged = await call('POST', '/api/room/open', { cookie, body: {}, headers: origin });
      expect([forged.status, forged.json().code]).toEqual([403, 'accounts.cross_site']);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      expect((await call('POST', '/api/room/open', { cookie, headers: form })).status).toBe(403);
      expect((await call('DELETE', '/api/session', { cookie, headers: origin })).status).toBe(403);
      expect((await whoAmI(cookie)).status).toBe(200);
    });

    it('cannot sign a visitor in or set Jiesu up', async () => {
      await person('zhang');
      expect((await login('zhang', PASSWORD, origin)).status).toBe(403);
      expect((await call('POST', '/api/setup', { body: {}, headers: origin })).status).toBe(403);
    });

    it('may post where no cookie is needed, and our own page may do as it likes', async () => {
      expect((await call('POST', '/api/room/open', { body: {}, headers: origin })).status).toBe(201);
      await person('zhang');
      const own = { origin: 'https://jiesu.example', host: 'jiesu.example' };
      const cookie = await signIn('zhang');
      expect((await call('POST', '/api/room/open', { cookie, body: {}, headers: own })).status).toBe(201);
    });
  });

  it('changing my password needs the old one and ends my other sessions', async () => {
    await person('zhang');
    const [mine, other] = [await signIn('zhang'), await signIn('zhang')];
    const change = (currentPassword: string, newPassword: string) =>
      call('POST', '/api/session/password', { cookie: mine, body: { currentPassword, newPassword } });
    expect((await change('wrong', NEW_PASSWORD)).json()).toMatchObject({ field: 'currentPassword' });
    expect((await change(PASSWORD, 'zhang12345')).json()).toMatchObject({ field: 'newPassword' });
    expect((await change(PASSWORD, NEW_PASSWORD)).status).toBe(204);
    expect([(await whoAmI(mine)).status, (await whoAmI(other)).status]).toEqual([200, 401]);
    expect((await login('zhang')).status).toBe(401);
    await signIn('zhang', NEW_PASSWORD);
  });

  it('guessing the old password with a stolen session locks as well', async () => {
    await person('zhang');
    const cookie = await signIn('zhang');
    const guess = () =>
      call('POST', '/api/session/password', {
        cookie,
        body: { currentPassword: 'guess', newPassword: NEW_PASSWORD },
      });
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(400);
    expect((await guess()).status).toBe(429);
  }, 15_000);
});
