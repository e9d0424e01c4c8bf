import { ModelFormatError, NotAModelError } from '../errors';
import { asArray, isArray, isObject, type Json, property } from '../json';
import { findJsonError } from './findJsonError';
import { holdsTooManyValues, MAX_JSON_VALUES } from './jsonBulk';
import { mayBeLfsPointer, notFetched, parseLfsPointer } from './lfsPointer';
import { shownName } from './sentence';

/**
 * The largest model.json seen in the wild is under 10 MB (20,000 weights take 5.2 MB); parsed JSON
 * takes several times its text in memory, and V8 holds strings only up to 512 MB.
 */
export const MAX_MODEL_JSON_BYTES = 128 * 1024 * 1024;

const CHECK_IT = 'a saved model keeps its weights in files beside it, so check that this is one.';

/** @throws ModelFormatError when the file is too large to be opened; call it before reading the text. */
export function checkModelJsonSize(bytes: number, fileName: string): void {
  if (bytes <= MAX_MODEL_JSON_BYTES) return;
  const file = shownName(fileName);
  throw new ModelFormatError(
    `${file} has ${megabytes(bytes)} MiB of JSON, more than the ${megabytes(MAX_MODEL_JSON_BYTES)} MiB ` +
      `that can be opened; ${CHECK_IT}`,
    { file: fileName },
  );
}

/**
 * The JSON of a saved model: a model.json, or the bare array of manifest groups of face-api.js.
 * @throws ModelFormatError with line and column if it is no JSON, or if it holds too many values; NotAModelError if it is another JSON.
 */
export function parseModelJson(text: string, fileName: string): Json {
  const json = parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text, fileName);
  if (!isSavedModel(json)) {
    throw new NotAModelError(
      `${shownName(fileName)} is no saved model: it has neither a modelTopology nor a weightsManifest. ` +
        `Open it as text, or choose the model.json that was saved with the weights.`,
      { file: fileName },
    );
  }
  return json;
}

function parseJson(text: string, fileName: string): Json {
  if (holdsTooManyValues(text)) {
    throw new ModelFormatError(
      `${shownName(fileName)} holds more than ${MAX_JSON_VALUES} JSON values, the most that can be opened; ${CHECK_IT}`,
      { file: fileName },
    );
  }
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new ModelFormatError(jsonSentence(text, shownName(fileName)), { file: fileName, cause });
  }
}

/** How the first letters of UTF-16, with or without its mark, look when read as UTF-8. */
const UTF_16 = /^(?:\ufffd\ufffd)?(?:[^\0]\0|\0[^\0])/;

function jsonSentence(text: string, file: string): string {
  if (mayBeLfsPointer(text.length) && parseLfsPointer(new TextEncoder().encode(text)) !== undefined)
    return `${notFetched(file)}.`;
  if (text.trim() === '') return `${file} is empty. Restore the file or save the model again.`;
  if (UTF_16.test(text))
    return `${file} is text in UTF-16, but JSON is in UTF-8. Save it as UTF-8, or save the model again.`;
  const broken = findJsonError(text);
  if (broken === undefined) return `${file} is not JSON. Restore the file or save the model again.`;
  const where = `line ${broken.line}, column ${broken.column}`;
  return broken.found === ''
    ? `${file} is incomplete: its JSON ends at ${where} before it is closed. Restore the file or save the model again.`
    : `${file} is not JSON: unexpected "${shownName(broken.found)}" at ${where}. Open it as text to correct it, or save the model again.`;
}

function isSavedModel(json: Json): boolean {
  if (isArray(json)) return json.some(isManifestGroup);
  const manifest = property(json, 'weightsManifest');
  return isObject(property(json, 'modelTopology')) || isObject(manifest) || isArray(manifest);
}

function isManifestGroup(json: Json): boolean {
  return (
    asArray(property(json, 'weights')) !== undefined &&
    asArray(property(json, 'paths')) !== undefined
  );
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / (1024 * 1024));
}
