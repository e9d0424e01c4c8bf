import type { DataModel } from '../../core/dataset/dataModel';
import { planDataset, type ValidationChoice } from '../../core/dataset/plan';
import { previewRows } from '../../core/dataset/preview';
import { proposeChoice } from '../../core/dataset/proposal';
import type { Json } from '../../core/json';
import type { DataApi, DataSource, PreparedData, ValidationRequest } from '../../protocol/data';
import { seldom, type Turn, Turns } from '../turns';
import { checkChoice } from './checkChoice';
import { ColumnStore } from './columnStore';
import { describeColumns } from './describeColumns';
import type { HeldData, HeldRows } from './heldData';
import { readImages } from './images/readImages';
import { readTable, type ReadTables } from './readTable';
import type { SourceFiles } from './sourceFiles';
import { writeDataset } from './writeDataset';

/**
 * Serves tables of data and what becomes of them.
 * @param filesOf the folder of a file, or a folder of images.
 * @param folder of columns too large for messages.
 */
export function createDataSession(
  held: HeldData,
  filesOf: (source: DataSource) => SourceFiles,
  folder: string,
): DataApi {
  const turns = new Turns();
  const validationOf = (validation: ValidationRequest): ValidationChoice =>
    validation.kind === 'table'
      ? { kind: 'table', table: held.table(validation.table) }
      : validation;
  /** What `write` makes in the folder stays if it succeeds. */
  const storing = async <Result>(
    write: (store: ColumnStore) => Promise<Result>,
  ): Promise<Result> => {
    const store = new ColumnStore(folder);
    try {
      return await write(store);
    } catch (error) {
      throw await store.failed(error);
    }
  };
  return {
    openTable: ({ source, model }, { signal, progress }) =>
      turns.foreground(signal, async (turn) => {
        const files = filesOf(source);
        const read = await readSource(source, files, model, turn, (fraction) =>
          progress({ fraction }),
        ).finally(() => files.forget());
        const { table, validation } = read;
        const columns = await describeColumns(table, seldom(turn));
        // Whoever has taken the request back would never close what is added below.
        await turn();
        const [number = 0, other = 0] = held.addTables(
          validation === null ? [table] : [table, validation],
        );
        return {
          table: number,
          source,
          rows: table.rows,
          columns,
          validation: validation && { table: other, rows: validation.rows },
        };
      }),
    closeTable: ({ table }) => {
      held.closeTable(table);
      return Promise.resolve(null);
    },
    preview: ({ table, start, end }) => Promise.resolve(previewRows(held.table(table), start, end)),
    propose: ({ table, model, losses, text }) =>
      Promise.resolve(proposeChoice(held.table(table), model, losses, JSON.parse(text) as Json)),
    check: ({ table, choice, model, validation }, { signal }) =>
      turns.foreground(signal, (turn) =>
        checkChoice(held.table(table), choice, model, validationOf(validation), seldom(turn)),
      ),
    prepare: ({ table, choice, model, validation }, { signal, progress }) =>
      turns.foreground(signal, (turn) =>
        storing(async (store): Promise<PreparedData> => {
          const plan = await planDataset(
            held.table(table),
            choice,
            model,
            validationOf(validation),
            seldom(turn),
          );
          const { preprocessing, warnings, leftOut } = plan;
          const heldRows = { preprocessing, model, losses: choice.losses };
          const rows: HeldRows = { ...plan.training, ...heldRows };
          const other: HeldRows | null = plan.validation && { ...plan.validation, ...heldRows };
          const total = rows.rows.length + (other?.rows.length ?? 0);
          const share = rows.rows.length / total;
          const training = await writeDataset(rows, store, turn, (fraction) =>
            progress({ fraction: fraction * share }),
          );
          const validated =
            other &&
            (await writeDataset(other, store, turn, (fraction) =>
              progress({ fraction: share + fraction * (1 - share) }),
            ));
          await turn();
          const { files } = store;
          const prepared = held.addPrepared({ rows, validation: other, files });
          return { prepared, training, validation: validated, preprocessing, warnings, leftOut };
        }),
      ),
    release: async ({ prepared }) => {
      await held.release(prepared);
      return null;
    },
  };
}

function readSource(
  source: DataSource,
  files: SourceFiles,
  model: DataModel,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<ReadTables> {
  const { kind, fileName } = source;
  return kind === 'images'
    ? readImages(files, files.list, fileName, model, turn, progress)
    : readTable(files, fileName, source, turn, progress);
}
