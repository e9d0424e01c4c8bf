import { asString, type Json, property } from '../core/json';

/**
 * The query of the address of a file, made for another in its folder. Git and others that hand out versions of
 * files name the file there once more, as `path` of a JSON, and read what that says.
 * @param name Of the file.
 * @param path Of the other, from its folder.
 * @returns undefined where the query names the file in another way, as that of an entry of the local history
 *   does: the entry is that one file.
 */
export function queryBeside(query: string, name: string, path: string): string | undefined {
  if (!query.includes(name)) return query;
  const json = parsed(query);
  const file = asString(property(json, 'path'));
  if (file === undefined || !/[\\/]$/.test(file.slice(0, -name.length)) || !file.endsWith(name))
    return undefined;
  return JSON.stringify({ ...(json as object), path: file.slice(0, -name.length) + path });
}

function parsed(query: string): Json {
  try {
    return JSON.parse(query) as Json;
  } catch {
    return null;
  }
}
