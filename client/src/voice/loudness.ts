/** What is below this is breath and fans: levels of WebRTC go from 0 to 1, in proportion to the sound pressure. */
const LOUD = 0.015;
/** Between two words nobody has stopped speaking. Milliseconds. */
const PAUSE_MS = 500;

/** Whether somebody speaks, by how loud they are. */
export class Loudness {
  private until = 0;

  /** Takes in the level of this moment, 0 to 1. */
  hears(level: number, now = performance.now()): boolean {
    if (level > LOUD) this.until = now + PAUSE_MS;
    return now < this.until;
  }
}
