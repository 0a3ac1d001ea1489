import { openDialog } from '../frame/open-dialog.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Keys } from './keys.js';
import { shortcuts, type Place, type ShortcutName } from './shortcuts.js';

const places: Place[] = ['Everywhere', 'In a call', 'In a conversation', 'While writing', 'On a message'];

/** All shortcuts by where they work. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" wide onClose={onClose}>
      <div className="-mb-2 gap-x-10 md:columns-2">
        {places.map((place) => (
          <section key={place} aria-label={place} className="mb-5 break-inside-avoid">
            <h3 className="mb-1.5 text-xs font-semibold tracking-wide text-muted uppercase">{place}</h3>
            <dl className="grid gap-1.5">
              {namesAt(place).map((name) => (
                <div key={name} className="flex items-start justify-between gap-4">
                  <dt>{shortcuts[name].does}</dt>
                  <dd>
                    <Keys of={name} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="text-sm text-muted">
        Something does not work as it should?{' '}
        <Button
          look="quiet"
          onClick={() => {
            onClose();
            openDialog('debug');
          }}
        >
          See how the connection stands
        </Button>
      </p>
    </Dialog>
  );
}

function namesAt(place: Place): ShortcutName[] {
  return (Object.keys(shortcuts) as ShortcutName[]).filter((name) => shortcuts[name].where === place);
}
