import { beforeEach, describe, expect, it } from '@jest/globals';
import { type User } from '#app/accounts/index.js';
import { describeAccounts, HOUR, NEW_PASSWORD, PASSWORD } from '../support/accounts-app.js';

describeAccounts('accounts, administered', (accounts) => {
  const { call, login, signIn, person, whoAmI, clock, sql } = accounts;

  describe('roles', () => {
    const ROUTES = [
      ['GET', '/api/users', 'supervisor'],
      ['POST', '/api/users', 'admin'],
      ['PATCH', '/api/users/usr_x', 'admin'],
      ['GET', '/api/tokens', 'admin'],
      ['POST', '/api/tokens', 'admin'],
      ['DELETE', '/api/tokens/tok_x', 'admin'],
      ['GET', '/api/room/manager', 'manager'],
    ] as const;
    const ORDER = ['agent', 'supervisor', 'manager', 'admin'] as const;

    it('open each route from their least role up, and nobody else', async () => {
      const cookies = new Map<string, string>();
      for (const role of ORDER) {
        await person(role, role);
        cookies.set(role, await signIn(role));
      }
      for (const [method, url, least] of ROUTES) {
        const body = method === 'POST' || method === 'PATCH' ? {} : undefined;
        expect((await call(method, url, { body })).status).toBe(401);
        for (const role of ORDER) {
          const { status } = await call(method, url, { body, cookie: cookies.get(role) ?? '' });
          const allowed = ORDER.indexOf(role) >= ORDER.indexOf(least);
          expect([method, url, role, status === 403]).toEqual([method, url, role, !allowed]);
        }
      }
    }, 20_000);
  });

  describe('an administrator', () => {
    let boss: User;
    let cookie: string;
    beforeEach(async () => {
      boss = await person('boss', 'admin');
      cookie = await signIn('boss');
    });
    const patch = (id: string, body: unknown, as = cookie) =>
      call('PATCH', `/api/users/${id}`, { cookie: as, body });

    it('adds people, each name once', async () => {
      const body = { username: '李娜', password: PASSWORD, role: 'agent' };
      const made = await call('POST', '/api/users', { cookie, body });
      expect([made.status, made.json().user]).toMatchObject([
        201,
        { username: '李娜', displayName: '李娜', role: 'agent' },
      ]);
      await call('POST', '/api/users', { cookie, body: { ...body, username: 'LiNa' } });
      const twice = await call('POST', '/api/users', { cookie, body: { ...body, username: 'ｌina' } });
      expect([twice.status, twice.json().code, twice.json().field]).toEqual([
        409,
        'accounts.username_taken',
        'username',
      ]);
    });

    it('lists them without their secrets', async () => {
      const { users = [] } = (await call('GET', '/api/users', { cookie })).json();
      expect(users).toHaveLength(1);
      expect(Object.keys(users[0] ?? {}).sort()).toEqual(
        ['createdAt', 'displayName', 'id', 'lockedUntil', 'role', 'state', 'username'].sort(),
      );
    });

    it('disables somebody: sessions end at once and no new one opens', async () => {
      const agent = await person('agent');
      const theirs = await signIn('agent');
      expect((await patch(agent.id, { state: 'disabled' })).json().user).toMatchObject({ state: 'disabled' });
      expect((await whoAmI(theirs)).status).toBe(401);
      expect((await login('agent')).status).toBe(401);
      await patch(agent.id, { state: 'active' });
      expect((await whoAmI(theirs)).status).toBe(401);
      await signIn('agent');
    });

    it('changes a role, which holds from the next request', async () => {
      const agent = await person('agent');
      const theirs = await signIn('agent');
      expect((await call('GET', '/api/room/manager', { cookie: theirs })).status).toBe(403);
      await patch(agent.id, { role: 'manager', displayName: '王主任' });
      expect((await call('GET', '/api/room/manager', { cookie: theirs })).json()).toMatchObject({
        role: 'manager',
        displayName: '王主任',
      });
    });

    it('sets a forgotten password, which lifts the lock and ends sessions', async () => {
      const agent = await person('agent');
      const theirs = await signIn('agent');
      for (let i = 0; i < 5; i++) await login('agent', 'wrong');
      expect((await patch(agent.id, { password: 'agent12345' })).json()).toMatchObject({ field: 'password' });
      expect((await patch(agent.id, { password: NEW_PASSWORD })).status).toBe(200);
      expect((await whoAmI(theirs)).status).toBe(401);
      await signIn('agent', NEW_PASSWORD);
    }, 15_000);

    it('is never the last one to go', async () => {
      for (const body of [{ state: 'disabled' }, { role: 'agent' }]) {
        const reply = await patch(boss.id, body);
        expect([reply.status, reply.json().code]).toEqual([409, 'accounts.last_admin']);
      }
      expect((await whoAmI(cookie)).json().user).toMatchObject({ role: 'admin' });
    });

    it('cannot remove another who removes him in the same moment', async () => {
      for (let round = 0; round < 5; round++) {
        const other = await person(`other${round}`, 'admin');
        const theirs = await signIn(`other${round}`);
        const replies = await Promise.all([
          patch(other.id, { role: 'agent' }),
          patch(boss.id, { role: 'agent' }, theirs),
        ]);
        const admins = await sql(`SELECT id FROM users WHERE role = 'admin' AND state = 'active'`);
        expect([
          replies.map((reply) => reply.status).filter((status) => status === 200).length,
          admins.length,
        ]).toEqual([1, 1]);
        await sql(`UPDATE users SET role = CASE WHEN id = $1 THEN 'admin' ELSE 'agent' END`, [boss.id]);
      }
    }, 20_000);

    it('is told of an unknown person and of a change that changes nothing', async () => {
      expect((await patch('usr_nobody', { role: 'agent' })).status).toBe(404);
      expect((await patch('usr_nobody', { password: NEW_PASSWORD })).status).toBe(404);
      expect((await patch(boss.id, {})).status).toBe(400);
      expect((await patch(boss.id, { password_hash: 'x' })).json().field).toBe('password_hash');
    });
  });

  describe('an API token', () => {
    async function token(
      body: object,
    ): Promise<{ id: string; bearer: Record<string, string>; cookie: string }> {
      await person('boss', 'admin');
      const cookie = await signIn('boss');
      const reply = await call('POST', '/api/tokens', { cookie, body: { name: '工单系统', ...body } });
      expect(reply.status).toBe(201);
      const { token, secret } = reply.json();
      return { id: token?.id ?? '', bearer: { authorization: `Bearer ${secret}` }, cookie };
    }

    it('opens routes of its scope with its own role, and no others', async () => {
      const { id, bearer } = await token({ scopes: ['tickets:read'] });
      const reply = await call('GET', '/api/room/token', { headers: bearer });
      expect(reply.json()).toEqual({ id, username: id, displayName: '工单系统', role: 'agent' });
      expect((await call('GET', '/api/room/token/admin', { headers: bearer })).json().code).toBe(
        'accounts.role_needed',
      );
      expect((await call('GET', '/api/room/manager', { headers: bearer })).json().code).toBe(
        'accounts.scope_needed',
      );
      const noSession = { body: { currentPassword: 'x', newPassword: 'y' }, headers: bearer };
      expect((await call('POST', '/api/session/password', noSession)).status).toBe(403);
    });

    it('needs the scope', async () => {
      const { bearer } = await token({ scopes: ['tickets:write'] });
      expect((await call('GET', '/api/room/token', { headers: bearer })).status).toBe(403);
    });

    it('ends when revoked or expired', async () => {
      const { id, bearer, cookie } = await token({ scopes: ['tickets:read'] });
      expect((await call('DELETE', `/api/tokens/${id}`, { cookie })).status).toBe(204);
      expect((await call('DELETE', `/api/tokens/${id}`, { cookie })).status).toBe(404);
      expect((await call('GET', '/api/room/token', { headers: bearer })).status).toBe(401);
      const body = { name: 'short', scopes: ['tickets:read'], days: 1 };
      const { secret } = (await call('POST', '/api/tokens', { cookie, body })).json();
      const headers = { authorization: `Bearer ${secret}` };
      expect((await call('GET', '/api/room/token', { headers })).status).toBe(200);
      clock.pass(24 * HOUR);
      expect((await call('GET', '/api/room/token', { headers })).status).toBe(401);
    });

    it('is not shown again, and not kept', async () => {
      const { bearer, cookie } = await token({ scopes: ['tickets:read'] });
      const secret = bearer.authorization?.slice('Bearer jst_'.length) ?? '';
      expect((await call('GET', '/api/tokens', { cookie })).text).not.toContain(secret);
      expect(JSON.stringify(await sql('SELECT * FROM api_tokens'))).not.toContain(secret);
    });

    it('leaves a proxy’s own login to the proxy', async () => {
      const { cookie } = await token({ scopes: ['tickets:read'] });
      const headers = { authorization: 'Basic eDp5' };
      expect((await call('GET', '/api/session', { cookie, headers })).status).toBe(200);
      expect((await call('GET', '/api/session', { headers })).status).toBe(401);
    });
  });
});
