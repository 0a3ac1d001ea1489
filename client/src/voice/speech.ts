import { Loudness } from './loudness.js';

/** How often it is looked who speaks. Milliseconds. */
const LISTEN_MS = 200;

/** Whether one speaks oneself, looked at again and again. */
export class Speech {
  private readonly loudness = new Loudness();
  private readonly timer: ReturnType<typeof setInterval>;
  private speaks = false;

  /** `level` answers how loud one is, 0 to 1; `moved` is told when one begins or stops to speak. */
  constructor(
    private readonly level: () => Promise<number>,
    private readonly moved: (speaking: boolean) => void,
  ) {
    this.timer = setInterval(() => void this.listen(), LISTEN_MS);
  }

  get isHeard(): boolean {
    return this.speaks;
  }

  clear(): void {
    clearInterval(this.timer);
  }

  private async listen(): Promise<void> {
    const speaking = this.loudness.hears(await this.level());
    if (speaking === this.speaks) return;
    this.speaks = speaking;
    this.moved(speaking);
  }
}
