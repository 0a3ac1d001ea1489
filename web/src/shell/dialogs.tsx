import { Suspense, useEffect } from 'react';
import { lazily } from '../ui/lazily.js';
import { closeDialog, useOpenDialog } from '../frame/open-dialog.js';
import { useTeam } from '../frame/team-slug.js';

// Each is loaded when it is first opened.
const SwitcherDialog = lazily(() => import('../switcher/switcher-dialog.js'));
const ShortcutsDialog = lazily(() => import('../keys/shortcuts-dialog.js'));
const DebugDialog = lazily(() => import('../debug/debug-dialog.js'));
const NewMessageDialog = lazily(() => import('../dms/new-message-dialog.js'));
const NewChannelDialog = lazily(() => import('../channel/new-channel-dialog.js'));
const BrowseDialog = lazily(() => import('../browse/browse-dialog.js'));
const InviteDialog = lazily(() => import('../invite/invite-dialog.js'));
const VoiceDialog = lazily(() => import('../voice/voice-dialog.js'));

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
      {name === 'voice' && <VoiceDialog onClose={onClose} />}
      {name === 'browse' && team && <BrowseDialog team={team} onClose={onClose} />}
      {name === 'invite' && team && <InviteDialog team={team} onClose={onClose} />}
    </Suspense>
  );
}
