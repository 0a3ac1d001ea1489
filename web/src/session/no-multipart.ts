/** Stands in for what sends files where there is no XMLHttpRequest; browsers have it. */
export function multipart(): never {
  throw new Error('Browsers send files by XMLHttpRequest.');
}
