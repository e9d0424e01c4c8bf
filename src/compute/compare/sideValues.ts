import { ModelMismatchError } from '../../core/errors';
import type { ModelFiles } from '../../core/format/modelFiles';
import { shownName } from '../../core/format/sentence';
import type { SideValuesApi } from '../../protocol/behaviour';
import { flatRead } from '../flatRead';
import type { OpenedModel } from '../openedModel';
import type { Both } from './both';

interface NamedFiles {
  readonly files: ModelFiles;
  readonly fileName: string;
}

/** Both models of a comparison as they are by themselves, unsaved edits included. */
export function sideValues(
  both: () => Promise<Both>,
  files: Readonly<Record<'a' | 'b', NamedFiles>>,
): SideValuesApi {
  const read = (
    opened: OpenedModel,
    weight: number,
    [start, end]: readonly [number, number],
  ): ReturnType<SideValuesApi['sideValues']> =>
    flatRead(opened.values.source('stored'), opened.weight(weight))(start, end);
  return {
    sideText: async ({ side }) => {
      const { files: from, fileName } = files[side];
      const bytes = await from.read(fileName, 0, await from.size(fileName));
      return { text: new TextDecoder().decode(bytes) };
    },
    sideValues: async ({ side, weight, start, end }) =>
      read((await both())[side], weight, [start, end]),
    partnerValues: async ({ weight, start, end }) => {
      const { a, b, match } = await both();
      const pair = match.matches.find(({ left }) => left === weight);
      if (pair === undefined)
        throw new ModelMismatchError(
          `B has nothing for ${shownName(a.weight(weight).name)} of A, so there is no way from A to B.`,
        );
      return read(b, pair.right, [start, end]);
    },
  };
}
