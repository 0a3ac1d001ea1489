import { useParley } from '../session/parley.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { unsentMessages } from './log-out.js';

interface Props {
  onLeave: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks whoever logs out before their messages have left. */
export default function LeaveDialog({ onLeave, onClose }: Props) {
  const unsent = useParley(unsentMessages);
  return (
    <ConfirmDialog
      title="Log out now?"
      action="Log out"
      dismissal="Stay"
      dangerous
      onConfirm={onLeave}
      onClose={onClose}
    >
      <p>
        {unsent === 0 && 'Everything that you wrote has been sent by now.'}
        {unsent === 1 && 'One message has not been sent yet. It is lost if you log out now.'}
        {unsent > 1 && `${unsent} messages have not been sent yet. They are lost if you log out now.`}
      </p>
    </ConfirmDialog>
  );
}
