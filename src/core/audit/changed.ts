import type { Detail } from './audit.js';

type Fields = Record<string, Detail[string] | undefined>;

/** What an act changed: of these fields those that differ, each with its new value and the one before as `<field>Before`. */
export function changed<F extends string>(
  fields: readonly F[],
  before: Pick<Fields, F>,
  after: Partial<Pick<Fields, F>>,
): Detail {
  const differing = fields.filter((field) => after[field] !== undefined && after[field] !== before[field]);
  return Object.fromEntries(
    differing.flatMap((field) => [
      [field, after[field] ?? null],
      [`${field}Before`, before[field] ?? null],
    ]),
  );
}
