import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Mediabunny in its one bundled file: a thread that imports it module by module takes 0.2 s to begin, this way 0.07. All of this folder take it from
 * here, and the encoder requires the same file: two copies would not know each other.
 * @type {typeof import('mediabunny')}
 */
export const mediabunny = require('mediabunny');

/** @returns {typeof import('@mediabunny/aac-encoder')} only when it is wanted: it brings its WebAssembly with it. */
export const aacEncoder = () => require('@mediabunny/aac-encoder');
