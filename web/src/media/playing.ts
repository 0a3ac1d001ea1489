/** What plays at the moment. */
let playing: HTMLMediaElement | undefined;

// Only one thing plays at a time. `play` does not bubble, so it is caught on its way down.
document.addEventListener(
  'play',
  ({ target }) => {
    if (!(target instanceof HTMLMediaElement) || playing === target) return;
    playing?.pause();
    playing = target;
  },
  true,
);

const SPEEDS = [1, 1.5, 2] as const;
let speed = 1;

/** How fast one listens; the next note is played as fast. */
export function currentSpeed(): number {
  return speed;
}

export function nextSpeed(): number {
  return (speed = SPEEDS[(SPEEDS.findIndex((one) => one === speed) + 1) % SPEEDS.length]!);
}
