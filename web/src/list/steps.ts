/** What a list knows its rows by. */
export interface Keyed {
  readonly key: string;
}

/** What is drawn of a list on its way to what is wanted. */
export interface Stage<Row extends Keyed> {
  readonly rows: readonly Row[];
  /** Whether this stage differs from the one before at its beginning, and only there: the virtual list then holds the position from the end. */
  readonly shift: boolean;
  /** Grows when nothing of the list stayed: it is another part, and is drawn anew. */
  readonly life: number;
}

/**
 * The next stage. A virtual list can take a change at its beginning or at its end, and not both at once; where both come together (a page of older
 * messages, and in the same moment a new one) they are taken one after the other.
 */
export function nextStage<Row extends Keyed>({ rows: shown, life }: Stage<Row>, wanted: readonly Row[]): Stage<Row> {
  if (shown.length === 0 || wanted.length === 0 || shown[0]!.key === wanted[0]!.key)
    return { rows: wanted, shift: false, life };
  const came = placeOf(wanted, shown[0]!);
  const went = placeOf(shown, wanted[0]!);
  if (came < 0 && went < 0) return { rows: wanted, shift: false, life: life + 1 };
  const sameEnd = shown.at(-1)!.key === wanted.at(-1)!.key;
  const kept = came > 0 ? [...wanted.slice(0, came), ...shown] : shown.slice(went);
  return { rows: sameEnd ? wanted : kept, shift: true, life };
}

function placeOf<Row extends Keyed>(rows: readonly Row[], { key }: Row): number {
  return rows.findIndex((row) => row.key === key);
}
