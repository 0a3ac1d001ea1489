import { useState } from 'react';
import type { Team } from '@parley/client';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { CopyButton } from '../ui/copy-button.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';
import { sentenceOf } from '../ui/problem.js';

const address = {
  name: 'email',
  label: 'Or send it by email to',
  type: 'email',
  placeholder: 'ben@example.org',
  autoComplete: 'off',
  hint: 'The mail has a link of its own, which lets in one person.',
};

/** Makes a link that lets people into the team, or sends one by mail. */
export default function InviteDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const [url, setUrl] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function create(): Promise<void> {
    setBusy(true);
    try {
      setUrl((await client.command('invitation.create', { teamId: team.id })).url);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title={`Invite people to ${team.name}`} onClose={onClose}>
      <p className="text-muted">
        Whoever opens the link can join as a member. It works for seven days, for any number of people.
      </p>
      {url === undefined ? (
        <Button disabled={busy} onClick={() => void create()}>
          Create link
        </Button>
      ) : (
        <Link url={url} />
      )}
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      <Form
        fields={[address]}
        action="Send invitation"
        done="Sent."
        look="settings"
        onSubmit={async ({ email = '' }) => {
          await client.command('invitation.create', { teamId: team.id, email: email.trim() });
        }}
      />
    </Dialog>
  );
}

function Link({ url }: { url: string }) {
  return (
    <div className="grid gap-3">
      <input
        readOnly
        autoFocus
        aria-label="Invitation link"
        value={url}
        onFocus={({ currentTarget }) => {
          currentTarget.setSelectionRange(0, url.length, 'backward'); // so that its beginning stays in sight
          requestAnimationFrame(() => currentTarget.scrollTo({ left: 0 })); // which some browsers do not keep to
        }}
        className="min-h-10 min-w-0 pointer-coarse:min-h-11 rounded-lg border border-edge bg-canvas px-3 py-2 font-mono text-sm"
      />
      <CopyButton text={url} look="primary">
        Copy link
      </CopyButton>
    </div>
  );
}
