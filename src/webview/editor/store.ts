/** What the pages of the editor share: the host, the open model, the selection, and what has been measured. */
export { host, isCancelled, report, sentence } from './host';
export {
  measureEverything,
  measures,
  pass,
  passError,
  passFraction,
  stopMeasuring,
  wholeModelScale,
} from './measures';
export { openModel, selectWeight } from './session';
export { detail, detailError, error, generation, overview, selectedWeight } from './state';
