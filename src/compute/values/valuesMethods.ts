import { editMetadata } from '../../core/format/write/editMetadata';
import { metadataChanges } from '../../core/model/edits/metadata';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { ValuesApi } from '../../protocol/values';
import type { OpenedModel } from '../openedModel';
import type { Turns } from '../turns';
import { ValuesDraft } from './valuesDraft';

/** Serves `ValuesApi` for one open model. */
export function valuesMethods(
  model: () => Promise<OpenedModel>,
  turns: Turns,
  store: ValueStore | undefined,
): ValuesApi {
  const drafts = new Map<number, ValuesDraft>();
  let last = 0;
  const draftOf = (id: number): ValuesDraft => {
    const draft = drafts.get(id);
    if (draft === undefined) throw new RangeError(`There is no draft ${id}.`);
    return draft;
  };
  return {
    modelText: async () => {
      const { model: stored, values } = await model();
      const bytes = new TextEncoder().encode(JSON.stringify(stored.json));
      const edited = editMetadata(bytes, metadataChanges(stored.json, values.edits));
      return { text: new TextDecoder().decode(edited) };
    },
    values: async ({ weight: index, start, end, of = 'edited' }) => {
      const opened = await model();
      return opened.values.source(of).read(opened.weight(index), start, end);
    },
    beginValues: async ({ label }) => {
      if (store === undefined) throw new Error('There is no folder for new values.');
      const draft = ++last;
      drafts.set(draft, new ValuesDraft(await model(), label, store));
      return { draft };
    },
    addValues: async ({ draft, weight, values }, { signal }) => {
      await turns.foreground(signal, (turn) => draftOf(draft).add(weight, values, turn));
      return null;
    },
    endValues: async ({ draft, ...end }, { signal }) => {
      const current = await model();
      const made = await turns.foreground(signal, (turn) => draftOf(draft).end(end, current, turn));
      // Its files are the edit's.
      if ('edit' in made) drafts.delete(draft);
      return made;
    },
    dropValues: async ({ draft }) => {
      const dropped = drafts.get(draft);
      drafts.delete(draft);
      await dropped?.drop();
      return null;
    },
  };
}
