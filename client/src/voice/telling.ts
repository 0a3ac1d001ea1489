import type { Schemas } from '../generated/contract.js';
import { Alarm } from '../waiting.js';

/** The server takes a few words in a second, so what was lost is told again no sooner. */
const AGAIN_MS = 1_500;

type OwnState = Schemas['VoiceStateDto'];

/** Tells the server how one is in a call. What is lost is told again, as it is by then; but not that one speaks, which is over by then. */
export class Telling {
  private readonly again = new Alarm(() => this.tellAll());

  constructor(
    private readonly whole: () => OwnState,
    private readonly send: (state: OwnState, onLost: () => void) => void,
  ) {}

  tellAll(): void {
    this.tell(this.whole());
  }

  tell(state: OwnState): void {
    this.send(state, () => state.speaking === undefined && this.again.set(AGAIN_MS));
  }

  /** Tells nothing again. */
  clear(): void {
    this.again.clear();
  }
}
