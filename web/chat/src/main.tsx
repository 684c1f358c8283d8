/** @jsxImportSource preact */
import { render } from 'preact';
import { ChatClient } from './chat-client.js';
import { ChatPage } from './chat-page.js';
import { language, loadWords, words } from './words.js';

async function open(root: HTMLElement): Promise<void> {
  await loadWords().catch(() => undefined);
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  document.title = words.title;
  const client = new ChatClient();
  client.start();
  render(<ChatPage client={client} />, root);
}

const root = document.getElementById('app');
if (root) void open(root);
