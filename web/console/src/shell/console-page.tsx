import { useEffect, useMemo, useState } from 'react';
import type { Api } from '../base/api.js';
import type { User } from '../base/api-types.js';
import { useOpenedId } from '../base/route.js';
import type { Drafts } from '../data/drafts.js';
import { createWorkspace, WorkspaceProvider } from '../data/workspace.js';
import { ListPane } from '../list/list-pane.js';
import { SidePanel } from '../side/side-panel.js';
import { ThreadPane } from '../thread/thread-pane.js';
import { ConnectionBanner } from './connection-banner.js';
import { NavRail } from './nav-rail.js';
import { ShortcutSheet } from './shortcut-sheet.js';
import { useDocumentTitle } from './use-document-title.js';
import { useListKeys } from './use-list-keys.js';

interface Props {
  readonly api: Api;
  readonly me: User;
  readonly drafts: Drafts;
  readonly onSignOut: () => void;
}

export function ConsolePage({ api, me, drafts, onSignOut }: Props) {
  const workspace = useMemo(() => createWorkspace(api, me, drafts), [api, me, drafts]);
  const id = useOpenedId();
  const [sheet, setSheet] = useState(false);
  const [side, setSide] = useState(false);

  useEffect(() => {
    void workspace.live.start();
    return () => workspace.live.stop();
  }, [workspace]);
  useEffect(() => workspace.threads.open(id), [workspace, id]);
  useDocumentTitle(workspace.list);
  useListKeys(workspace.list, () => setSheet(true));

  const signOut = async (): Promise<void> => {
    await api.signOut().catch(() => undefined);
    onSignOut();
  };
  return (
    <WorkspaceProvider value={workspace}>
      <div className={id ? 'console console-open' : 'console'}>
        <NavRail me={me} onSheet={() => setSheet(true)} onSignOut={() => void signOut()} />
        <ListPane openedId={id} />
        <main className="centre">
          <ConnectionBanner offline={workspace.live.offline} />
          <ThreadPane id={id} sideOpen={side} onSide={() => setSide(!side)} />
        </main>
        {id && <SidePanel id={id} open={side} onClose={() => setSide(false)} />}
      </div>
      {sheet && <ShortcutSheet onClose={() => setSheet(false)} />}
    </WorkspaceProvider>
  );
}
