import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type StartedApp, startApp } from '../support/app.js';
import {
  axeViolations,
  keepPicture,
  noBrowser,
  openBrowser,
  openPage,
  overflowsSideways,
  PLAIN_HTTP_HOST,
  type WatchedPage,
} from '../support/browser.js';
import { ChatClient } from '../support/chat-client.js';

jest.setTimeout(90_000);

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };
const PASSWORD = 'lamp-river-42 am Fluss';
const DANGER = '电线掉地上了还在冒火花';
/** 48×36 pixels of teal. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAADAAAAAkCAIAAABAJy5dAAAAMklEQVR42u3OMQ0AAAgDsPnlwf81G5A0qYAmO7cICQkJCQkJCQkJCQkJCQkJCQkJfQoV7bXGjCiRiD4AAAAASUVORK5CYII=',
  'base64',
);

if (noBrowser) {
  console.warn(`pages: ${noBrowser}`);
  it.skip(`pages (${noBrowser})`, () => undefined);
} else {
  describe('pages', pages);
}

/** One story in order: each test goes on where the one before it stopped. */
function pages(): void {
  let app: StartedApp;
  let browser: Browser;
  let chat: WatchedPage;
  let desk: WatchedPage;

  beforeAll(async () => {
    browser = await openBrowser();
    chat = await openPage(browser, PHONE);
    desk = await openPage(browser, DESK);
    app = await startApp();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  /** The chat at an address that is no localhost, as most portals are. */
  const portal = (): string => app.url.replace(/\/\/[^:/]+/, `//${PLAIN_HTTP_HOST}`);

  describe('chat', () => {
    it('greets on plain http with five ways to begin', async () => {
      const { page } = chat;
      await page.goto(`${portal()}/chat`);
      await page.getByText('智能客服为您服务').waitFor();
      for (const name of ['家里停电了', '电费不对', '我要投诉', '查进度', '转人工']) {
        expect(await page.getByRole('button', { name }).isVisible()).toBe(true);
      }
      await keepPicture(page, 'chat-empty');
      expect(await axeViolations(page)).toEqual([]);
    });

    it('does not send on the Enter that picks a candidate of an IME', async () => {
      const { page } = chat;
      const field = page.getByRole('textbox', { name: '输入消息' });
      await field.fill('ting dian');
      await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
      await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
      await page.keyboard.press('Shift+Enter');
      expect(await field.inputValue()).toBe('ting dian\n');
      expect(await customerBubbles(page)).toEqual([]);
      await field.fill('');
    });

    it('answers 电线掉地上了还在冒火花 with what to do now', async () => {
      const { page } = chat;
      await page.getByRole('textbox').fill(DANGER);
      await page.keyboard.press('Enter');
      await page.locator('.bubble-out', { hasText: DANGER }).waitFor({ timeout: 1_000 });
      await page.locator('.log .row .bubble-in', { hasText: '远离' }).first().waitFor();
      await page.getByText('已送达').waitFor();
      expect(await customerBubbles(page)).toEqual([DANGER]);
      await keepPicture(page, 'chat-conversation');
      expect(await axeViolations(page)).toEqual([]);
    });

    it('keeps the conversation over a reload', async () => {
      const { page } = chat;
      await page.reload();
      await page.locator('.bubble-out', { hasText: DANGER }).waitFor();
      expect(await customerBubbles(page)).toEqual([DANGER]);
    });

    it('needs no sideways scrolling at 320 px and at 200 % zoom', async () => {
      const { page } = await openPage(browser, { viewport: { width: 320, height: 568 } });
      await page.goto(`${app.url}/chat`);
      await page.getByRole('button', { name: '转人工' }).click();
      await page.locator('.log .row .bubble-in, .line').first().waitFor();
      expect(await overflowsSideways(page)).toBe(false);
      expect(await axeViolations(page)).toEqual([]);
      await keepPicture(page, 'chat-320');
      await page.setViewportSize({ width: 640, height: 360 });
      expect(await overflowsSideways(page)).toBe(false);
      await page.getByRole('textbox').click();
      await page.context().close();
    });

    it('sends what was written offline once the network is back, once and in order', async () => {
      const { page } = await openPage(browser, PHONE);
      await page.goto(`${app.url}/chat`);
      await page.getByText('智能客服为您服务').waitFor();
      await page.context().setOffline(true);
      for (const text of ['第一句', '第二句']) {
        await page.getByRole('textbox').fill(text);
        await page.keyboard.press('Enter');
      }
      await page.getByText('网络不稳').waitFor();
      await page.getByRole('button', { name: '重试' }).first().waitFor({ timeout: 15_000 });
      await keepPicture(page, 'chat-offline');
      expect(await axeViolations(page)).toEqual([]);
      await page.context().setOffline(false);
      await page.getByText('网络不稳').waitFor({ state: 'detached', timeout: 15_000 });
      await page.locator('.log .row .bubble-out', { hasText: '第二句' }).waitFor({ timeout: 15_000 });
      expect(await customerBubbles(page)).toEqual(['第一句', '第二句']);
      await page.context().close();
    });

    it('works without WebSocket, by asking', async () => {
      const { page } = await openPage(browser, PHONE);
      await page.addInitScript(
        'window.WebSocket = class { constructor() { throw new Error("forbidden"); } };',
      );
      await page.goto(`${app.url}/chat`);
      await page.getByRole('button', { name: '家里停电了' }).click();
      await page.locator('.log .row .bubble-in').first().waitFor({ timeout: 15_000 });
      expect(await customerBubbles(page)).toEqual(['家里停电了']);
      await page.context().close();
    });

    it('speaks English when the address asks for it', async () => {
      const { page } = await openPage(browser, PHONE);
      await page.goto(`${app.url}/chat?lang=en`);
      await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      await page.context().close();
    });

    it('had no script error and no refusal of the content policy', () => {
      expect(chat.faults).toEqual([]);
    });
  });

  describe('console', () => {
    it('asks for an administrator at the first run and refuses a poor password beside its field', async () => {
      const { page } = desk;
      await page.goto(`${app.url}/`);
      await page.getByRole('heading', { name: '创建管理员' }).waitFor();
      await keepPicture(page, 'console-first-run');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByLabel('用户名').fill('wang.fang');
      await page.getByLabel('姓名').fill('王芳');
      await fillPasswords(page, 'password');
      await page.getByRole('button', { name: '创建并去登录' }).click();
      await page.getByText(/太短|太容易/).waitFor();
      await fillPasswords(page, PASSWORD);
      await page.getByRole('button', { name: '创建并去登录' }).click();
      await page.getByRole('heading', { name: '登录' }).waitFor();
    });

    it('signs in with the right password only', async () => {
      const { page } = desk;
      await keepPicture(page, 'console-login');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByLabel('密码', { exact: true }).fill('something else');
      await page.keyboard.press('Enter');
      await page.getByText('用户名或密码不对').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await rows(page).first().waitFor();
    });

    it('puts the danger first, with sign and word, and opens it by keyboard', async () => {
      const { page } = desk;
      const first = rows(page).first();
      await first.getByText('危险').waitFor();
      await page.keyboard.press('Alt+J');
      await page.getByRole('log').getByText(DANGER).waitFor();
      expect(page.url()).toContain('/console/c/');
      await page.getByText('紧急安全（', { exact: false }).first().waitFor();
      await keepPicture(page, 'console-conversation');
      expect(await axeViolations(page)).toEqual([]);
    });

    it('takes over by Alt+G, and the customer hears who', async () => {
      const { page } = desk;
      await page.keyboard.press('Alt+G');
      await replyField(page).waitFor();
      await chat.page.getByText('人工客服 王芳 已接入').waitFor();
    });

    it('offers lines that fit, each with its reason; Alt+1 to Alt+3 put one into the field, an IME does not', async () => {
      const { page } = desk;
      const list = page.getByRole('list', { name: '建议话术' });
      await list.getByRole('button').first().waitFor();
      expect(await list.getByRole('button').count()).toBe(3);
      const texts = await list.locator('.suggestion-text').allTextContents();
      expect(await list.locator('.suggestion-why').first().textContent()).not.toBe('');
      await replyField(page).dispatchEvent('keydown', { code: 'Digit1', altKey: true, isComposing: true });
      expect(await replyField(page).inputValue()).toBe('');
      await page.keyboard.press('Alt+Digit2');
      expect(await replyField(page).inputValue()).toBe(texts[1]);
      // Another one takes the place of one that was not touched.
      await page.keyboard.press('Alt+Digit1');
      expect(await replyField(page).inputValue()).toBe(texts[0]);
      await page.getByRole('heading', { name: '沟通建议' }).waitFor();
      await keepPicture(page, 'console-suggestions');
      expect(await axeViolations(page)).toEqual([]);
      await replyField(page).fill('');
    });

    it('underlines 规定就是这样 while it is typed and does not send it', async () => {
      const { page } = desk;
      await replyField(page).pressSequentially('您好，规定就是这样。');
      await page.locator('.hit-block', { hasText: '规定就是这样' }).waitFor();
      await page.getByText('规定压人').waitFor();
      expect(await page.getByRole('button', { name: '发送', exact: true }).isDisabled()).toBe(true);
      await page.keyboard.press('Enter');
      expect(await replyField(page).inputValue()).toBe('您好，规定就是这样。');
      await keepPicture(page, 'console-guard');
      expect(await axeViolations(page)).toEqual([]);
    });

    it('applies the rewrite by Alt+R, sends it, and the customer reads it', async () => {
      const { page } = desk;
      await page.getByText('建议改写').waitFor();
      await page.keyboard.press('Alt+R');
      await page.locator('.hit-block').waitFor({ state: 'detached' });
      const text = await replyField(page).inputValue();
      expect(text).not.toContain('规定就是这样');
      await page.keyboard.press('Enter');
      await page.getByRole('log').getByText(text.trim()).waitFor();
      await page.locator('.said-seat', { hasText: text.trim() }).getByText('已送达').waitFor();
      await chat.page.locator('.log .row .bubble-in', { hasText: text.trim() }).waitFor();
      await keepPicture(page, 'console-sent');
      await keepPicture(chat.page, 'chat-agent');
      expect(await axeViolations(chat.page)).toEqual([]);
    });

    it('sends blocked words only with a reason', async () => {
      const { page } = desk;
      await replyField(page).fill('规定就是这样，请您理解。');
      await page.getByRole('button', { name: '仍要发送' }).click();
      const send = page.getByRole('button', { name: '带理由发送' });
      expect(await send.isDisabled()).toBe(true);
      await page.getByLabel('请写明理由', { exact: false }).fill('客户要求引用条文原话');
      expect(await axeViolations(page)).toEqual([]);
      await send.click();
      await chat.page.locator('.bubble-in', { hasText: '规定就是这样，请您理解。' }).waitFor();
    });

    it('shows the picture a customer sends', async () => {
      await chat.page.setInputFiles('input[type=file]', {
        name: 'meter.png',
        mimeType: 'image/png',
        buffer: PICTURE,
      });
      await desk.page.locator('img.picture').waitFor();
      const shown =
        'document.querySelector("img.picture").complete && document.querySelector("img.picture").naturalWidth';
      await desk.page.waitForFunction(shown);
      expect(await axeViolations(chat.page)).toEqual([]);
    });

    it('does not move rows under the pointer, but says that somebody waits', async () => {
      const { page } = desk;
      await rows(page).first().hover();
      const before = await rowAddresses(page);
      const other = await ChatClient.arrive(app.url);
      await other.sends('漏电了，碰到水龙头手发麻');
      await page.getByRole('button', { name: /有紧急会话|待回复，点此/ }).waitFor();
      expect(await rowAddresses(page)).toEqual(before);
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: /有紧急会话|待回复，点此/ }).click();
      expect((await rowAddresses(page))[0]).not.toBe(before[0]);
      await page.mouse.move(900, 300);
    });

    it('lists its keys and fits a zoomed window', async () => {
      const { page } = desk;
      await page.getByRole('log').focus();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: '快捷键' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 720, height: 450 });
      expect(await overflowsSideways(page)).toBe(false);
      await keepPicture(page, 'console-zoomed');
      expect(await axeViolations(page)).toEqual([]);
      await page.setViewportSize(DESK.viewport);
    });

    it('gives the conversation back to the bot, and the customer hears it', async () => {
      await desk.page.getByRole('button', { name: '交还机器人' }).click();
      await desk.page.getByRole('button', { name: '接管会话' }).waitFor();
      await chat.page.getByText('由智能客服继续为您服务').waitFor();
    });

    it('keeps the place over a reload and forgets it on signing out', async () => {
      const { page } = desk;
      await page.reload();
      await page.getByRole('log').getByText(DANGER).waitFor();
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByRole('heading', { name: '登录' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: '登录' }).waitFor();
    });

    it('had no script error and no refusal of the content policy', () => {
      expect(desk.faults).toEqual([]);
    });
  });
}

const customerBubbles = (page: Page): Promise<string[]> => page.locator('.bubble-out').allInnerTexts();
const rows = (page: Page) => page.locator('.list-rows a.row');
const rowAddresses = (page: Page): Promise<(string | null)[]> =>
  rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('href')));
const replyField = (page: Page) => page.getByRole('textbox', { name: '回复客户' });

async function fillPasswords(page: Page, password: string): Promise<void> {
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('再输一次密码').fill(password);
}
