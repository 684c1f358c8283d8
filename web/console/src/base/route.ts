import { useSyncExternalStore } from 'react';

const PREFIX = '/console/c/';
const watchers = new Set<() => void>();

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  addEventListener('popstate', watcher);
  return () => {
    watchers.delete(watcher);
    removeEventListener('popstate', watcher);
  };
}

/** The conversation the address names, or null. */
export function openedId(): string | null {
  const { pathname } = location;
  if (!pathname.startsWith(PREFIX)) return null;
  try {
    return decodeURIComponent(pathname.slice(PREFIX.length)) || null;
  } catch {
    return null;
  }
}

export const useOpenedId = (): string | null => useSyncExternalStore(watch, openedId);

/** Puts the conversation into the address, so that reload, back and a copied link work. */
export function openConversation(id: string | null): void {
  if (id === openedId()) return;
  history.pushState(null, '', id === null ? '/console' : PREFIX + encodeURIComponent(id));
  for (const watcher of [...watchers]) watcher();
}
