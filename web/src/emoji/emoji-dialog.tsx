import { Suspense } from 'react';
import { flushSync } from 'react-dom';
import { AnchoredDialog } from '../ui/anchored-dialog.js';
import { lazily } from '../ui/lazily.js';

const EmojiPicker = lazily(() => import('./emoji-picker.js'));

interface Props {
  anchor: Element | null;
  onChoose: (text: string) => void;
  onClose: () => void;
}

/** The picker beside the button that asked for it. */
export default function EmojiDialog({ anchor, onChoose, onClose }: Props) {
  return (
    <AnchoredDialog label="Choose an emoji" anchor={anchor} onClose={onClose}>
      <Suspense fallback={<p className="p-5 text-muted">One moment…</p>}>
        <EmojiPicker
          onChoose={(text) => {
            flushSync(onClose); // as long as it stands nothing else takes the focus
            onChoose(text);
          }}
        />
      </Suspense>
    </AnchoredDialog>
  );
}
