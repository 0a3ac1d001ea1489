import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';

/**
 * Mediabunny. A thread that only looks into a container takes its one bundled file, with which it begins in 0.07 s; module by module it takes
 * 0.2 s, and where sound is encoded there is no choice: the encoder imports the modules, and two copies do not know each other.
 * @type {typeof import('mediabunny')}
 */
export const mediabunny = workerData.encode ? await import('mediabunny') : createRequire(import.meta.url)('mediabunny');
