import type { DataChoice } from '../core/dataset/choice';
import type { DataModel } from '../core/dataset/dataModel';
import type { LossName } from '../core/dataset/lossNames';
import type { TablePreview } from '../core/dataset/preview';
import type { Proposal } from '../core/dataset/proposal';
import type { Method } from './channel';
import type { DataCheck, TableInfo, ValidationRequest } from './data';

/** Which of the form's tables: the one to train on or evaluate, or that of a second file for validation. */
export type TableRole = 'rows' | 'validation';

/** What the form begins with. */
export interface DataStart {
  readonly model: DataModel;
  /** What was used for this model last, else what its metadata names beside it; null where there is nothing. */
  readonly table: TableInfo | null;
  readonly validationTable: TableInfo | null;
  /** As it was left, where `table` still has the columns; null lets `proposeData` tell. */
  readonly choice: DataChoice | null;
  readonly validation: RememberedValidation | null;
  /** Why what was used last could not be opened. */
  readonly problem: string | null;
}

/** As `ValidationRequest`, before anybody knows the number of the table. */
export type RememberedValidation =
  Exclude<ValidationRequest, { readonly kind: 'table' }> | { readonly kind: 'own' | 'file' };

/** What the user has chosen in the form. */
export interface ChosenData {
  readonly table: number;
  readonly choice: DataChoice;
  readonly validation: ValidationRequest;
}

/** What the host serves to the form of data, to be spread into what it serves to the page around it. */
export interface DataHostApi {
  startData: Method<null, DataStart, { readonly fraction: number }>;
  /** Asks the user for a file or folder and opens it in place of the one before; null if they choose none. */
  chooseData: Method<{ readonly as: TableRole }, TableInfo | null, { readonly fraction: number }>;
  /** Reads the file again, as CSV with these options. */
  reopenData: Method<
    { readonly as: TableRole; readonly header: boolean | 'auto'; readonly delimiter: string },
    TableInfo,
    { readonly fraction: number }
  >;
  previewData: Method<
    { readonly table: number; readonly start: number; readonly end: number },
    TablePreview
  >;
  proposeData: Method<{ readonly table: number; readonly losses: readonly LossName[] }, Proposal>;
  checkData: Method<ChosenData, DataCheck>;
  /** Keeps what was chosen for the next time that the model is opened. */
  rememberData: Method<ChosenData, null>;
}
