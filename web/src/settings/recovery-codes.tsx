import { Button } from '../ui/button.js';
import { CopyButton } from '../ui/copy-button.js';
import { saveAs } from '../ui/save-as.js';
import { SettingsGroup } from '../ui/settings-group.js';

/** They are shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const text = codes.join('\n');
  const save = (): void => {
    const head = `Recovery codes for Parley at ${location.host}. Each works once.\n\n`;
    saveAs('parley-recovery-codes.txt', new Blob([head, text, '\n'], { type: 'text/plain' }));
  };
  return (
    <SettingsGroup
      title="Keep your recovery codes"
      about="Without your phone, each of them lets you in once. Keep them where your phone is not: they are shown only now."
    >
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-lg bg-panel p-4 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} />
        <Button look="plain" onClick={save}>
          Download
        </Button>
      </div>
      <Button className="justify-self-start" onClick={onDone}>
        I have kept them
      </Button>
    </SettingsGroup>
  );
}
