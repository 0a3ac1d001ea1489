import { Dialog } from '../ui/dialog.js';
import { StatusForm } from './status-form.js';

/** The quick way to say what one is doing. */
export default function StatusDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Your status" onClose={onClose}>
      <StatusForm onDone={onClose} />
    </Dialog>
  );
}
