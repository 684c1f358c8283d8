/** @jsxImportSource preact */
import type { ChatClient } from './chat-client.js';
import { ChatHeader } from './chat-header.js';
import { Composer } from './composer.js';
import { MessageLog } from './message-log.js';
import { QuickActions } from './quick-actions.js';
import { useChat } from './use-chat.js';
import { words } from './words.js';

export function ChatPage({ client }: { client: ChatClient }) {
  const state = useChat(client);
  const started = state.messages.length + state.outgoing.length > 0;
  const say = (text: string): void => client.sendText(text);
  return (
    <div class="page">
      <ChatHeader state={state} />
      <div class="banner-place" role="status">
        {state.offline && <p class="banner">{words.offline}</p>}
      </div>
      <main class="main">
        <MessageLog client={client} state={state} onSay={say} />
      </main>
      <footer class="foot">
        {started && <QuickActions small onSay={say} />}
        <Composer onText={say} onImage={(image) => client.sendImage(image)} />
      </footer>
    </div>
  );
}
