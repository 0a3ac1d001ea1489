import { sizeOf } from '../media/words.js';
import { PersonRow } from '../people/person-row.js';
import { client } from '../session/parley.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { useAnswer } from '../ui/use-answer.js';
import { Figures } from './figures.js';

const ask = () => client.administration.storage();

const kindNames: Readonly<Record<string, string>> = {
  image: 'Pictures',
  voice: 'Voice notes',
  audio: 'Audio',
  video: 'Videos',
  file: 'Other files',
};

/** How much room uploads take, of what kind, and whose. */
export function StorageSection() {
  const { value, problem } = useAnswer(ask);
  if (!value) return <p role="alert">{problem}</p>;
  const { place, bytes, uploads, quotaBytes, kinds, people } = value;
  return (
    <>
      <SettingsGroup title="All together">
        <Figures
          figures={[
            ['In storage', sizeOf(bytes)],
            ['Uploads', uploads.toLocaleString()],
            ['Where', place === 'bucket' ? 'A bucket' : 'A folder'],
            ['For each person', quotaBytes === null ? 'No limit' : `At most ${sizeOf(quotaBytes)}`],
          ]}
        />
      </SettingsGroup>
      {kinds.length > 0 && (
        <SettingsGroup title="By kind">
          <ul className="grid grid-cols-1 gap-3">
            {kinds.map((kind) => (
              <li key={kind.kind} className="grid grid-cols-1 gap-1">
                <p className="flex justify-between gap-4">
                  <span className="font-medium">{kindNames[kind.kind] ?? kind.kind}</span>
                  <span className="text-muted tabular-nums">
                    {sizeOf(kind.bytes)} · {kind.uploads.toLocaleString()}
                  </span>
                </p>
                <meter
                  aria-label={kindNames[kind.kind] ?? kind.kind}
                  value={kind.bytes}
                  max={kinds[0]!.bytes || 1}
                  className="bar"
                />
              </li>
            ))}
          </ul>
        </SettingsGroup>
      )}
      {people.length > 0 && (
        <SettingsGroup title="Who takes most">
          <ol className="grid grid-cols-1 gap-0.5">
            {people.map(({ user, bytes: own, uploads: count }) => (
              <li key={user.id}>
                <PersonRow user={user}>
                  <span className="shrink-0 text-end text-sm text-muted tabular-nums">
                    {sizeOf(own)}
                    <span className="block">{count === 1 ? '1 upload' : `${count} uploads`}</span>
                  </span>
                </PersonRow>
              </li>
            ))}
          </ol>
        </SettingsGroup>
      )}
    </>
  );
}
