import { useState } from 'react';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { saveAs } from '../ui/save-as.js';
import { SettingsGroup } from '../ui/settings-group.js';

/** A copy of all that is stored of oneself. */
export function ExportGroup() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function download(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      saveAs('parley-account.json', await client.auth.exportAccount());
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <SettingsGroup
      title="Your data"
      about="Everything that is stored of you, as one JSON file: your account, your memberships, what you wrote, and what you uploaded by name."
    >
      <Button look="plain" disabled={busy} className="justify-self-start" onClick={() => void download()}>
        {busy ? 'One moment…' : 'Download my data'}
      </Button>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </SettingsGroup>
  );
}
