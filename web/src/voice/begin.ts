/** What it takes to begin a call, loaded when one is begun. */
export { enter } from './calling.js';
export { whyNoCalls } from './can-call.js';
export { notify } from './notices.js';
