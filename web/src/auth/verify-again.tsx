import { useState } from 'react';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';

/** Has the mail sent again that asks whether the address is one's own. */
export function VerifyAgain() {
  const [said, setSaid] = useState<string>();

  async function send(): Promise<void> {
    setSaid(undefined);
    await client.command('me.verify_email', {}).then(
      () => setSaid('Sent. Look into your mail.'),
      (error: unknown) => setSaid(sentenceOf(error)),
    );
  }

  return (
    <>
      <Button look="quiet" className="-mx-1" onClick={() => void send()}>
        Mail me again
      </Button>
      <span aria-live="polite">{said}</span>
    </>
  );
}
