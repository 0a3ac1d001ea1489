import { useEffect, useState } from 'react';
import { client, quietly } from '../session/parley.js';
import { nextPath } from '../session/places.js';
import { arrived, setOut } from './set-out.js';

/** Leads to Google, where the server knows the way there. */
export function GoogleButton() {
  const [there, setThere] = useState(false);
  useEffect(() => quietly(client.auth.methods().then(({ google }) => setThere(google))), []);
  useEffect(arrived, []); // whoever set out and was refused there is back as well
  if (!there) return null;
  return (
    <>
      <a
        href={client.auth.googleUrl(nextPath())}
        onClick={setOut}
        className="min-h-10 pointer-coarse:min-h-11 rounded-lg border border-edge bg-raised px-4 py-2 text-center font-medium transition hover:bg-hover"
      >
        Continue with Google
      </a>
      <p className="text-center text-sm text-muted">or</p>
    </>
  );
}
