import { lazy, Suspense, useEffect } from 'react';
import { closeDialog, useOpenDialog } from './open-dialog.js';
import { useTeam } from './team-slug.js';

// Each is loaded when it is first opened.
const SwitcherDialog = lazy(() => import('../switcher/switcher-dialog.js'));
const ShortcutsDialog = lazy(() => import('../keys/shortcuts-dialog.js'));
const DebugDialog = lazy(() => import('../debug/debug-dialog.js'));
const NewMessageDialog = lazy(() => import('../dms/new-message-dialog.js'));
const NewChannelDialog = lazy(() => import('../channel/new-channel-dialog.js'));
const BrowseDialog = lazy(() => import('../browse/browse-dialog.js'));
const InviteDialog = lazy(() => import('../invite/invite-dialog.js'));

/** The dialog that was opened from anywhere. */
export function Dialogs() {
  const name = useOpenDialog();
  const team = useTeam();
  const onClose = (): void => name && closeDialog(name);
  // Nobody who signs in later finds it open.
  useEffect(() => () => name && closeDialog(name), [name]);
  return (
    <Suspense>
      {name === 'switcher' && <SwitcherDialog onClose={onClose} />}
      {name === 'shortcuts' && <ShortcutsDialog onClose={onClose} />}
      {name === 'debug' && <DebugDialog onClose={onClose} />}
      {name === 'new-message' && <NewMessageDialog onClose={onClose} />}
      {name === 'new-channel' && team && <NewChannelDialog team={team} onClose={onClose} />}
      {name === 'browse' && team && <BrowseDialog team={team} onClose={onClose} />}
      {name === 'invite' && team && <InviteDialog team={team} onClose={onClose} />}
    </Suspense>
  );
}
