import { useEffect, useState } from 'preact/hooks';
import type { ChatClient } from './chat-client.js';
import type { ChatState } from './chat-types.js';

/** The client's state; draws again when it changes. */
export function useChat(client: ChatClient): ChatState {
  const [state, setState] = useState(client.snapshot);
  useEffect(() => {
    setState(client.snapshot);
    return client.watch(setState);
  }, [client]);
  return state;
}
